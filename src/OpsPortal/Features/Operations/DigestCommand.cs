using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Operations;

/// <summary>
/// <c>export-digest FILE</c>: where the audit chain and the journal stand, to be kept out of reach of whoever runs the database.
/// <c>check-digest FILE</c> later shows that what stood then stands still: nothing before it was changed or removed.
/// </summary>
internal sealed record Digest(
    string At, long Links, string HeadHash, long Entries, long Lines, IReadOnlyDictionary<string, long> DebitsMinor,
    string? Signature = null)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Indented);

    public static Digest? Parse(string json) => JsonSerializer.Deserialize<Digest>(json, Indented);

    /// <summary>Where it stands now. What was booked within the last minute may still be on its way, and is left out.</summary>
    public static Task<Digest> NowAsync(OpsDbContext db, IClock clock, CancellationToken ct) =>
        ReadAsync(db, clock.GetCurrentInstant() - Duration.FromMinutes(1), ct);

    /// <summary>What the store holds now of what was booked up to an instant.</summary>
    public static async Task<Digest> ReadAsync(OpsDbContext db, Instant upTo, CancellationToken ct)
    {
        var head = await db.Set<AuditSeal>().AsNoTracking().OrderByDescending(seal => seal.Sequence).FirstOrDefaultAsync(ct);
        var entries = db.Set<JournalEntry>().Where(entry => entry.BookedAt <= upTo);
        var lines = db.Set<JournalLine>().Join(entries, line => line.EntryId, entry => entry.Id, (line, _) => line);
        var debits = await lines.Where(line => line.AmountMinor > 0).GroupBy(line => line.Currency)
            .Select(group => new { group.Key, Sum = group.Sum(line => line.AmountMinor) }).ToListAsync(ct);
        return new Digest(
            NodaTime.Text.InstantPattern.ExtendedIso.Format(upTo), head?.Sequence ?? 0, head?.Hash ?? AuditChain.Genesis,
            await entries.LongCountAsync(ct), await lines.LongCountAsync(ct),
            new SortedDictionary<string, long>(debits.ToDictionary(row => row.Key.Code, row => row.Sum), StringComparer.Ordinal));
    }
}

internal sealed class ExportDigestCommand(IDbContextFactory<OpsDbContext> contexts, DigestSeal seal, IClock clock)
    : IConsoleCommand
{
    public string Name => "export-digest";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var json = seal.Sign(await Digest.NowAsync(db, clock, ct)).ToJson();
        if (arguments is [var file])
            await File.WriteAllTextAsync(file, json, ct);
        else
            await Console.Out.WriteLineAsync(json);
        return 0;
    }
}

internal sealed class CheckDigestCommand(IDbContextFactory<OpsDbContext> contexts, DigestSeal seal) : IConsoleCommand
{
    public string Name => "check-digest";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (arguments is not [var file] || !File.Exists(file)
            || Digest.Parse(await File.ReadAllTextAsync(file, ct)) is not { } then)
        {
            await Console.Error.WriteLineAsync("Give the file that export-digest wrote.");
            return 2;
        }

        return await (await FindingsAsync(then, ct)).PrintAsync("BROKEN");
    }

    internal async Task<IReadOnlyList<Finding>> FindingsAsync(Digest then, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var upTo = NodaTime.Text.InstantPattern.ExtendedIso.Parse(then.At).Value;
        var now = await Digest.ReadAsync(db, upTo, ct);
        var link = then.Links == 0 ? AuditChain.Genesis
            : await db.Set<AuditSeal>().Where(seal => seal.Sequence == then.Links).Select(seal => seal.Hash)
                .SingleOrDefaultAsync(ct);
        return
        [
            new Finding("signature", seal.IsGenuine(then), seal.IsGenuine(then) ? "made here, with these keys"
                : "is not of this digest and these keys"),
            new Finding("audit chain", link == then.HeadHash, link == then.HeadHash ? $"link {then.Links} is as it was"
                : $"link {then.Links} was {then.HeadHash} and is {link ?? "gone"}"),
            Same("entries", then.Entries, now.Entries), Same("lines", then.Lines, now.Lines),
            .. then.DebitsMinor
                .Select(row => Same($"debits in {row.Key}", row.Value, now.DebitsMinor.GetValueOrDefault(row.Key))),
        ];
    }

    private static Finding Same(string what, long then, long now) =>
        new(what, then == now, then == now ? $"{now}, as they were" : $"were {then} and are {now}");
}
