using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Data;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Parties;
using OpsPortal.Tests.Security.Matrix;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Parties;

/// <summary>A tax number leaves by the one answer that shows it for a reason, and nowhere else.</summary>
[Trait("Requirement", "CMP-3")]
[Trait("Requirement", "SEC-4")]
public sealed class TaxIdSecrecyTests
{
    private static readonly string[] Secrets = ["136695976", "129273398", "136 695 976", "219099999", "219-09-9999", "136695977"];

    private static readonly Dictionary<string, string?> LogAll = new[]
    {
        "Default", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore",
    }.ToDictionary(category => $"Logging:LogLevel:{category}", _ => (string?)"Trace");

    [Theory, OnSqlite, OnPostgres]
    public async Task AddRevealAndReplace_LeaveTheNumberInNoTableLogTracePageOrFile(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, LogAll);
        using var lines = new Lines();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var spans = new List<string>();
        using var listener = Listening(spans);

        var payee = await WorkAsync(new(host.Services, await Template.ActorsAsync(kind)));

        var kept = await TextsAsync(host);
        Assert.Contains(kept, text => text.Contains("DE •••• 398", StringComparison.Ordinal));
        AssertNoneIn(kept);
        var files = await AnswersAsync(host, payee);
        Assert.Contains(files, text => text.Contains("DE •••• 398", StringComparison.Ordinal));
        AssertNoneIn(files);
        Assert.Contains(lines.All, line => line.Contains("PayeeTaxIds", StringComparison.Ordinal));
        AssertNoneIn(lines.All);
        lock (spans)
        {
            Assert.Contains(spans, span => span.Contains("command EditPayeeTaxIds", StringComparison.Ordinal));
            AssertNoneIn(spans);
        }
    }

    // Every way in: taken, replaced, shown, the same at another payee, and refused for what was typed.
    private static async Task<PayeeId> WorkAsync(TaxIdDesk desk)
    {
        var payee = await desk.PayeeAsync("Mia Studio", World.Ireland);
        var twin = await desk.PayeeAsync("Ole Works", World.Ireland);
        var added = (await desk.AddAsync(payee, "de 136 695 976")).Value;
        Assert.Equal(TaxIdDesk.Vat, (await desk.RevealAsync(added, "The tax office asks.")).Value);
        Assert.True((await desk.RevealAsync(added, "DE136695976")).IsRefused);
        Assert.Null((await desk.AddAsync(payee, TaxNumberKind.Ssn, "US", "219-09-9999")).Refusal);
        Assert.Null((await desk.AddAsync(payee, TaxIdDesk.OtherVat)).Refusal);
        Assert.Null((await desk.AddAsync(twin, TaxIdDesk.OtherVat)).Refusal);
        Assert.True((await desk.AddAsync(payee, "DE136695977")).IsRefused);
        Assert.True((await desk.AddAsync(payee, TaxNumberKind.Vat, "DE136695976", "DE")).IsRefused);
        Assert.True((await desk.AddAsync(payee, check: TaxIdDesk.OfForm with { Source = "DE136695976" })).IsRefused);
        Assert.True((await desk.AddAsync(payee, check: TaxIdDesk.OfForm with { FallbackReason = "136 695 976" })).IsRefused);
        return payee;
    }

    private static void AssertNoneIn(IEnumerable<string> texts) => Assert.DoesNotContain(
        texts, text => Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));

    /// <summary>Every text of every table, audit rows among them.</summary>
    private static async Task<List<string>> TextsAsync(PortalHost host)
    {
        var factory = host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>();
        await using var db = await factory.CreateDbContextAsync();
        Assert.True(await db.Set<AuditRow>().CountAsync() > 8);
        var texts = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                texts.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).OfType<string>());
        }

        return texts;
    }

    /// <summary>The payee's page to each who may read it, and every list that is a file.</summary>
    private static async Task<List<string>> AnswersAsync(PortalHost host, PayeeId payee)
    {
        var files = HttpDeclaration.Read().Keys.Where(door => door.StartsWith("GET ", StringComparison.Ordinal)
            && door.EndsWith(".csv", StringComparison.Ordinal) && !door.Contains('{', StringComparison.Ordinal))
            .Select(door => door["GET ".Length..]).ToList();
        Assert.NotEmpty(files);
        var answers = new List<string>();
        foreach (var account in new[] { "compliance", "finance", "auditor" })
        {
            using var client = await host.SignInAsync(account);
            foreach (var path in files.Append($"/payees/{payee}").Append("/payees"))
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                answers.Add(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
            }
        }

        return answers;
    }

    private static ActivityListener Listening(List<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add($"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
