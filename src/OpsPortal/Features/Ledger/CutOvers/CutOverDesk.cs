using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>What the use cases of a cut-over share.</summary>
internal static class CutOverDesk
{
    public const string Kind = "cut-over";

    /// <summary>What stands for the provider on money that came over.</summary>
    public const string Provider = "cut-over";

    /// <summary>Whether a receipt came over: no line of a bank and no provider of ours shows where it came from.</summary>
    public static bool Brought(Receipt receipt) => receipt.Provider == Provider;

    /// <summary>Stands in the numbers of contracts that came over.</summary>
    public const string ContractWord = "-CO-";

    public static string Path(LegalEntityId entity) => $"/ledger/cut-over?entity={entity}";

    /// <summary>Unique over all companies, as references of receipts are.</summary>
    public static string ReceiptReference(string entityCode, string reference) => $"{entityCode}:{reference}";

    public static string HeldReference(string entityCode, string document) => $"{entityCode}:held:{document}";

    /// <summary>The company's cut-over with its files; null where there is none, or the person may not see it.</summary>
    public static async Task<(CutOver One, List<CutOverFile> Files)?> FindAsync(Work work, LegalEntityId entity)
    {
        if (await work.SeenAsync<CutOver>(one => one.LegalEntityId == entity) is not { } found)
            return null;
        return (found, await FilesAsync(work.Db, found.Id, work.Ct));
    }

    public static Task<List<CutOverFile>> FilesAsync(OpsDbContext db, CutOverId id, CancellationToken ct) =>
        db.Set<CutOverFile>().Where(file => file.CutOverId == id).OrderBy(file => file.Kind).ToListAsync(ct);

    /// <summary>Why opening balances may not be booked on a day; null where they may.</summary>
    public static async Task<Refusal?> WhyNotAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate day, Instant now, CancellationToken ct)
    {
        var books = await Books.ReadAsync(db, ct);
        var today = now.InZone(books.ZoneOf(entity)).Date;
        if (day >= today)
            return CutOverRefusals.AheadOfTime(today);
        if (await SignedAsync(db, entity, ct) is { } signed)
            return signed;
        var first = await LedgerBalances.FirstDayAsync(db, entity, ct);
        return first <= day ? CutOverRefusals.EntriesBefore(first.Value) : null;
    }

    /// <summary>Refused once a month of the company is closed or was ever signed, whatever the day.</summary>
    public static async Task<Refusal?> SignedAsync(OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var signed = await db.Set<PeriodClose>().Where(close => close.LegalEntityId == entity && close.SignedAt != null)
            .OrderBy(close => close.Year).ThenBy(close => close.Month).Select(close => new { close.Year, close.Month })
            .FirstOrDefaultAsync(ct);
        if (signed is not null)
            return CutOverRefusals.AlreadySigned($"{signed.Year:0000}-{signed.Month:00}");
        var closed = await db.Set<Domain.Ledger.Period>()
            .Where(period => period.LegalEntityId == entity && period.State == PeriodState.Closed)
            .OrderBy(period => period.Year).ThenBy(period => period.Month).Select(period => new { period.Year, period.Month })
            .FirstOrDefaultAsync(ct);
        return closed is null ? null : CutOverRefusals.AlreadySigned($"{closed.Year:0000}-{closed.Month:00}");
    }

    /// <summary>The files as they are now; refused where a place is wrong or something does not tie out.</summary>
    public static async Task<Outcome<(CutOverBook Book, CutOverWorld World)>> TiedAsync(
        Work work, CutOver one, IReadOnlyList<CutOverFile> files)
    {
        if (await WhyNotAsync(work.Db, one.LegalEntityId, one.Day, work.Now, work.Ct) is { } early)
            return early;
        if (files.All(file => file.Kind != CutOverFileKind.TrialBalance))
            return CutOverRefusals.NoFile;
        var world = await CutOverWorld.ReadAsync(work.Db, one.LegalEntityId, files, work.Ct);
        var read = new CutOverReader(world).Read(files, one.Day);
        if (read.Faults.Count > 0)
            return CutOverRefusals.Faulty(read.Faults.Count);
        var tie = CutOverTieOut.Of(read.Book);
        return tie.Ties ? (read.Book, world) : CutOverRefusals.DoesNotTie(tie.Differences);
    }
}
