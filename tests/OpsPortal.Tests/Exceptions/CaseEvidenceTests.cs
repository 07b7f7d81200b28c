using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Trace;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Exceptions;

public sealed class CaseEvidenceTests
{
    private static readonly byte[] Letter = Encoding.UTF8.GetBytes("The payer says that it was for IE-1.");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-2")]
    public async Task AddEvidence_KeepsTheFileWithTheCase_AndRefusesWhatIsDisguised(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var (add, ops) = (world.World.Use<AddCaseEvidence>(), world.World.As("ops"));
        var stranger = await world.World.AddPersonAsync("Stranger", [Role.Ops], World.America);

        var kept = await add.RunAsync(new(world.Case, "letter.txt", Letter), ops, default);
        var disguised = await add.RunAsync(new(world.Case, "letter.pdf", Letter), ops, default);
        var foreign = await add.RunAsync(new(world.Case, "letter.txt", Letter), stranger, default);
        var reader = await add.RunAsync(new(world.Case, "letter.txt", Letter), world.World.As("auditor"), default);

        Assert.Null(kept.Refusal);
        Assert.Equal("milestones.type-disguised", disguised.Refusal?.Code);
        Assert.Equal("shared.not-found", foreign.Refusal?.Code);
        Assert.Equal("shared.not-allowed", reader.Refusal?.Code);
        var download = world.World.Use<CaseEvidenceDownload>();
        var read = await download.RunAsync(world.Case, kept.Value, world.World.As("auditor"), default);
        await using (var content = read.Value.Content)
            Assert.Equal(Letter.Length, content.Length);
        Assert.Equal("shared.not-found", (await download.RunAsync(world.Case, kept.Value, stranger, default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-2")]
    public async Task Comment_TellsWhomItNames_IfTheyMaySeeTheCase(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.World.AddPersonAsync("Stranger", [Role.Ops], World.America);

        Assert.Null((await world.World.Use<CommentException>().RunAsync(
            world.Case, "@finance and @stranger: whose is it? ap@nordwind.test knows.", world.World.As("ops"), default)).Refusal);

        await using var db = await world.World.DbAsync();
        var told = await db.Set<Notification>().Where(n => n.Text.Contains("named you")).Select(n => n.PersonId).ToListAsync();
        Assert.Equal([world.World.As("finance").Person], told);
    }

    /// <summary>The pack holds the case, the cash, the references of an escalation (also the missing ones), files, history and
    /// the chain; both files say the same.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-2")]
    [Trait("Requirement", "EXC-9")]
    public async Task Pack_OfACase_HoldsEverythingAndNamesWhatIsMissing(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.World.Use<AddCaseEvidence>().RunAsync(new(world.Case, "letter.txt", Letter), world.World.As("ops"), default);
        await world.ApplyAsync();

        var pack = (await world.World.Use<CasePacks>().MakeAsync(world.Case, world.World.As("auditor"), default)).Value;

        var references = pack.Tables.Single(table => table.Name == "References of an escalation").Rows
            .ToDictionary(row => row[0], row => row[1]);
        Assert.Equal(["Invoice", "Milestone", "Event", "Provider reference", "Bank or return reference", "Batch"],
            references.Keys);
        Assert.StartsWith("IE-1 ", references["Invoice"], StringComparison.Ordinal);
        Assert.Equal(("missing", "missing"), (references["Milestone"], references["Batch"]));
        Assert.Equal("letter.txt", pack.Tables.Single(table => table.Name == "Files").Rows.Single()[0]);
        Assert.Contains("Added evidence", pack.Tables.Single(table => table.Name == "Changes").Rows.Select(row => row[2]));
        Assert.Equal("In no payout batch.", pack.Tables.Single(table => table.Name == "Batch").Missing);
        using var json = JsonDocument.Parse(pack.ToJson());
        Assert.Equal(pack.Tables.Select(table => table.Name),
            json.RootElement.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("name").GetString()));
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pack.ToPdf(), 0, 5), StringComparison.Ordinal);
        Assert.Equal(pack.ToPdf(), pack.ToPdf());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-2")]
    public async Task Pack_OfAnyId_IsItsChain(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var packs = world.World.Use<TracePacks>();

        var byReference = (await packs.MakeAsync("pay_1", world.World.As("auditor"), default)).Value;

        Assert.Contains(byReference.Tables.Single(table => table.Name == "Payment").Rows,
            row => row[^1] == world.Receipt.ToString());
        Assert.Equal("Not yet invoiced.", byReference.Tables.Single(table => table.Name == "Invoice").Missing);
        Assert.Equal("shared.not-found", (await packs.MakeAsync("nothing", world.World.As("auditor"), default)).Refusal?.Code);
    }

    /// <summary>Over HTTP: both kinds, for whoever may see the case; anything else is not there.</summary>
    [Fact]
    [Trait("Requirement", "TRC-2")]
    public async Task Packs_OverHttp_AreFiles()
    {
        await using var host = await PortalHost.NewAsync();
        var id = await CaseIds.AddAsync(host);
        using var client = await host.SignInAsync("auditor");

        using var pdf = await client.GetAsync(new Uri($"/exceptions/{id}/pack.pdf", UriKind.Relative));
        using var json = await client.GetAsync(new Uri($"/exceptions/{id}/pack.json", UriKind.Relative));
        using var other = await client.GetAsync(new Uri($"/exceptions/{Guid.NewGuid()}/pack.json", UriKind.Relative));
        using var trace = await client.GetAsync(new Uri("/trace/pack.json?id=nothing", UriKind.Relative));

        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Dead letter", await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((404, 404), ((int)other.StatusCode, (int)trace.StatusCode));
    }
}
