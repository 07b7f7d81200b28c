using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Books lines that the import alone could not: payouts that leave and come back, receipts that go back, and whatever the
/// evidence of later days has made certain. What stays uncertain is left as it is.
/// </summary>
[Part]
internal sealed class CertainLines(
    PayoutLines payouts, ReturnedLines returns, JournalWriter journal, IEnumerable<IProviderEventReader> providers)
{
    private const int AtOnce = 500;
    private const int DaysBack = 120;

    /// <summary>Of older lines so many are looked at each minute, others every time, so that all have their turn.</summary>
    private const int OlderAtOnce = 100;

    private static readonly LineClass[] ByEvidence =
        [LineClass.PayoutLeaving, LineClass.PayoutReturned, LineClass.ReceiptReturned];

    /// <summary>Undecided lines that the evidence of now may book, in the order of their days.</summary>
    /// <param name="file">Only of this file; null for all.</param>
    public async Task<IReadOnlyList<(BankLine Line, LineVerdict Verdict)>> PromisingAsync(Work work, BankFileId? file)
    {
        var since = work.Now.InUtc().Date.PlusDays(-DaysBack);
        var lines = await work.Db.Set<BankLine>()
            .Where(line => line.Standing == LineStanding.Exception
                && (file == null ? line.BookedOn >= since : line.FileId == file)
                && line.Class != LineClass.TaxOrSupplierPayment && line.Class != LineClass.UnclassifiedDebit)
            .OrderByDescending(line => line.BookedOn).ThenByDescending(line => line.Id).Take(AtOnce).ToListAsync(work.Ct);
        if (file is null)
            lines.AddRange(await OlderAsync(work, since));
        if (lines.Count == 0)
            return [];
        var world = await WorldAsync(work, lines);
        return
        [
            .. lines.Select(line => (Line: line, Verdict: Judge(line, world))).Where(each => IsPromising(each.Verdict))
                .OrderBy(each => each.Line.BookedOn).ThenBy(each => each.Verdict.Class).ThenBy(each => each.Line.Position),
        ];
    }

    /// <summary>A rule or an invoice may have changed since: the older lines are gone through piece by piece.</summary>
    private static async Task<List<BankLine>> OlderAsync(Work work, LocalDate since)
    {
        var older = work.Db.Set<BankLine>().Where(line => line.Standing == LineStanding.Exception && line.BookedOn < since
            && line.Class != LineClass.TaxOrSupplierPayment && line.Class != LineClass.UnclassifiedDebit);
        var pieces = (await older.CountAsync(work.Ct) + OlderAtOnce - 1) / OlderAtOnce;
        if (pieces == 0)
            return [];
        var piece = (int)(work.Now.ToUnixTimeSeconds() / NodaConstants.SecondsPerMinute % pieces);
        return await older.OrderBy(line => line.BookedOn).ThenBy(line => line.Id).Skip(piece * OlderAtOnce).Take(OlderAtOnce)
            .ToListAsync(work.Ct);
    }

    /// <summary>Books what is certain of a file that is being taken; gives back which.</summary>
    public async Task<IReadOnlySet<BankLineId>> BookFileAsync(Work work, BankFileId file)
    {
        var booked = new HashSet<BankLineId>();
        foreach (var id in (await PromisingAsync(work, file)).Select(each => each.Line.Id).ToList())
            if (await BookAsync(work, id))
                booked.Add(id);
        return booked;
    }

    /// <summary>Books one line; false where the evidence does not prove it, or where what it proves is refused.</summary>
    public async Task<bool> BookAsync(Work work, BankLineId id)
    {
        var line = await work.Db.Set<BankLine>().SingleAsync(found => found.Id == id, work.Ct);
        if (line.Standing == LineStanding.Posted)
            return false;
        var world = await WorldAsync(work, [line]);
        var verdict = Judge(line, world);
        if (!IsPromising(verdict))
            return false;
        var books = await Books.ReadAsync(work.Db, work.Ct);
        var at = LinePosting.At(line, books, work.Now);
        var booked = verdict.Class switch
        {
            LineClass.PayoutLeaving or LineClass.PayoutReturned => await payouts.BookAsync(work, line, verdict, books),
            LineClass.ReceiptReturned => await returns.BookAsync(work, line, verdict, at),
            _ => await PostAsync(work, line, verdict, world, at),
        };
        if (booked)
            await LineCases.CloseAsync(work, line);
        return booked;
    }

    private static LineVerdict Judge(BankLine line, LineWorld world) =>
        LineRules.Classify(line.LegalEntityId, line.Told(), world, line.BankAccountId);

    private static bool IsPromising(LineVerdict verdict) => verdict.Class switch
    {
        LineClass.CustomerReceipt => false,
        LineClass.ReceiptReturned => true,
        _ => ByEvidence.Contains(verdict.Class) ? verdict.Reference is not null : verdict.IsCertain,
    };

    private async Task<LineWorld> WorldAsync(Work work, IReadOnlyList<BankLine> lines) => await LineKnowledge.ReadAsync(
        work, await OwnAccounts.ReadAsync(work.Db, work.Ct), providers.Select(reader => reader.Provider), lines);

    // A transfer that another line brought before has its entry: that is no entry of this line.
    private async Task<bool> PostAsync(Work work, BankLine line, LineVerdict verdict, LineWorld world, Instant at)
    {
        var draft = LinePosting.Certain(line, verdict, world, null, LinePosting.Facts(line, at, work.RequestId));
        var posting = (await journal.WriteAsync(work.Db, [draft], work.Now, work.Ct))[0];
        return posting.IsNew && !line.Book(verdict.Class, verdict.Rule, posting.EntryId).IsRefused;
    }
}
