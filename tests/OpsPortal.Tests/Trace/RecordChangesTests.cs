using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Close;
using OpsPortal.Features.Trace;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Exceptions.Incidents;
using OpsPortal.Features.Parties;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Exceptions;

namespace OpsPortal.Tests.Trace;

public sealed class RecordChangesTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-3")]
    public async Task Read_SaysWhoBeforeAfterWhyAndFromWhichRequest(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var ops = world.World.As("ops") with { RequestId = "req-77" };
        await world.World.Use<AssignException>().RunAsync(new(world.Case, null), ops, default);
        await world.World.Use<SnoozeException>().RunAsync(
            new(world.Case, world.World.Now + Duration.FromDays(2), "The bank answers on Friday"), ops, default);

        var rows = (await ReadAsync(world, "exception", world.Case.Value, "auditor")).Value;

        Assert.Equal(["Snoozed exception", "Took exception", "Opened exception"], rows.Select(row => row.Action));
        Assert.Equal((null, "Unmatched deposit"), (rows[2].Before, rows[2].After));
        Assert.Equal(("Open", "Assigned"), (rows[1].Before, rows[1].After));
        Assert.Equal(("Assigned", "Assigned, asleep", "The bank answers on Friday", "req-77"),
            (rows[0].Before, rows[0].After, rows[0].Reason, rows[0].RequestId));
        Assert.Equal("Assigned → Assigned, asleep. Why: The bank answers on Friday", rows[0].Change);
        Assert.Equal($"{rows[0].Change}. Request req-77", rows[0].Words);
        Assert.All(rows, row => Assert.NotEmpty(row.Who));
        Assert.All(rows.Take(2), row => Assert.Equal(world.World.Now, row.At));
    }

    /// <summary>On a screen a hash is known by its first digits; the file that is handed out keeps it whole.</summary>
    [Fact]
    [Trait("Requirement", "TRC-3")]
    public void Change_ShortensAHash()
    {
        var hash = new string('a', 12) + new string('b', 52);
        var row = new RecordChanges.Row(
            default, null, "inbox-sweep", "Submitted batch", "Draft", $"Submitted {hash}", null, "req-1");

        Assert.Equal("Draft → Submitted aaaaaaaaaaaa…", row.Change);
        Assert.Contains(hash, row.Words, StringComparison.Ordinal);
        Assert.Equal("The system (inbox sweep)", row.Actor);
    }

    /// <summary>Whoever may not see a record does not see what was done to it.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-3")]
    public async Task Read_OfAnothersRecord_IsNotFound(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var stranger = await world.World.AddPersonAsync("Stranger", [Role.Ops], World.America);

        Assert.Equal("shared.not-found", (await world.World.Use<RecordChanges>()
            .RunAsync("exception", world.Case.Value, stranger, default)).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await ReadAsync(world, "exception", world.Case.Value, "approver")).Refusal?.Code);
        foreach (var shown in RecordKinds.All.Keys)
            Assert.Equal("shared.not-found", (await ReadAsync(world, shown, Guid.NewGuid(), "auditor")).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-3")]
    public async Task PausePayee_KeepsTheStateBeforeAndAfter(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var finance = world.World.As("finance");
        var payee = (await world.World.Use<CreatePayee>().RunAsync(
            new(World.Ireland, new("Ada", "DE", Domain.Parties.PayeeKind.Individual, "ada@payee.test")), finance, default)).Value;

        Assert.Null((await world.World.Use<ChangePayee>().PauseAsync(payee, "A letter came back", finance, default)).Refusal);

        var row = (await ReadAsync(world, "payee", payee.Value, "auditor")).Value[0];
        Assert.Equal(
            ("Ada, individual, DE, ada@payee.test, active", "Ada, individual, DE, ada@payee.test, paused", "A letter came back"),
            (row.Before, row.After, row.Reason));
    }

    /// <summary>A page that shows changes names a kind whose reader is known.</summary>
    [Fact]
    [Trait("Requirement", "TRC-3")]
    public async Task Read_OfACloseAndAnIncident_ShowsWhatWasDone()
    {
        await using var world = await World.NewAsync();
        await world.PostAsync(new LocalDate(2026, 2, 12));
        var close = Done(await world.Use<BeginClose>()
            .RunAsync(new(World.Ireland, CloseWorld.February), world.As("finance"), default));
        var incident = Done(await world.Use<OpenIncident>()
            .RunAsync(new(IncidentKind.DuplicateCharge, "Charged twice", []), world.As("ops"), default));
        var stranger = await world.AddPersonAsync("Stranger", [Role.Auditor], World.America);
        var changes = world.Use<RecordChanges>();

        Assert.Equal("Began close",
            (await changes.RunAsync(Closes.Kind, close.Value, world.As("auditor"), default)).Value.Single().Action);
        Assert.NotEmpty((await changes.RunAsync(OneIncident.Kind, incident.Value, world.As("auditor"), default)).Value);
        Assert.Equal("shared.not-found",
            (await changes.RunAsync(Closes.Kind, close.Value, stranger, default)).Refusal?.Code);
    }

    private static Task<Outcome<IReadOnlyList<RecordChanges.Row>>> ReadAsync(
        CaseWorld world, string kind, Guid id, string account) =>
        world.World.Use<RecordChanges>().RunAsync(kind, id, world.World.As(account), default);
}
