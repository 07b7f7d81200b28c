using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Erp;
using OpsPortal.Tests.Ledger;

namespace OpsPortal.Tests.Erp;

/// <summary>A world with booked entries, an ERP that answers, and a person who hands over.</summary>
internal sealed class ErpWorld(World world) : IAsyncDisposable
{
    public static readonly LocalDate First = new(2026, 2, 1);
    public static readonly LocalDate Last = new(2026, 2, 28);

    public World World => world;

    public static async Task<ErpWorld> NewAsync(StoreKind kind, int payments = 3)
    {
        var made = new ErpWorld(await World.NewAsync(kind));
        for (var i = 0; i < payments; i++)
            await made.PayAsync($"pi_{i}", 100 + i, i % 20);
        return made;
    }

    public static ErpSpan Span(ErpTarget target = ErpTarget.GenericCsv, ErpGranularity granularity = ErpGranularity.PerEntry) =>
        new(target, First, Last, granularity);

    public Task PayAsync(string reference, long minor, int day) => JournalWriterTests.WriteAsync(
        world, SomeDrafts.Payment(reference, minor, Moment(day)));

    public static Instant Moment(int day) => Instant.FromUtc(2026, 2, 2, 12, 0) + Duration.FromDays(day);

    public Task<Outcome<ErpHandoverId>> HandOverAsync(
        ErpSpan? span = null, ErpChoice choice = ErpChoice.New, string person = "finance") =>
        world.Use<HandOverToErp>().RunAsync(new(World.Ireland, span ?? Span(), choice), world.As(person), default);

    public async Task<ErpHandoverId> HandedOverAsync(ErpSpan? span = null, ErpChoice choice = ErpChoice.New)
    {
        var done = await HandOverAsync(span, choice);
        Assert.Null(done.Refusal);
        return done.Value;
    }

    public Task<Outcome<ImportErpResult.Answer>> AnswerAsync(ErpHandoverId handover, params string[] lines) =>
        world.Use<ImportErpResult>().RunAsync(
            new(handover, "result.csv", Encoding.UTF8.GetBytes(
                "External ID,Status,Document number,Message,Period\r\n" + string.Join("\r\n", lines))),
            world.As("finance"), default);

    public async Task<ErpResult> AnsweredAsync(ErpHandoverId handover, params string[] lines)
    {
        var done = await AnswerAsync(handover, lines);
        Assert.Null(done.Refusal);
        return done.Value.Result;
    }

    public async Task<List<ErpDocument>> DocumentsAsync()
    {
        await using var db = await world.DbAsync();
        return await db.Set<ErpDocument>().AsNoTracking().OrderBy(document => document.ExternalId).ToListAsync();
    }

    public async Task<List<ExceptionCase>> CasesAsync(ExceptionType type)
    {
        await using var db = await world.DbAsync();
        return await db.Set<ExceptionCase>().AsNoTracking().Where(found => found.Type == type).ToListAsync();
    }

    /// <summary>The files of a handover as text, the side file last.</summary>
    public async Task<List<(string Name, string Text)>> FilesAsync(ErpHandoverId handover)
    {
        await using var db = await world.DbAsync();
        return [.. (await db.Set<ErpFile>().Where(file => file.HandoverId == handover).OrderBy(file => file.Ordinal)
            .ToListAsync()).Select(file => (file.Name, Encoding.UTF8.GetString(file.Content)))];
    }

    public async Task<List<JournalEntry>> EntriesAsync()
    {
        await using var db = await world.DbAsync();
        return await db.Set<JournalEntry>().AsNoTracking().Include(entry => entry.Lines).ToListAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
