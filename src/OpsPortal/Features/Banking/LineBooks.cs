using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Banking;

/// <summary>A line with what the rules say of it.</summary>
internal sealed record JudgedLine(BankLine Line, LineVerdict Verdict, Receipt? Receipt);

/// <summary>
/// Writes lines set by set: those that no file has brought before, the receipts among them, and the entries of what is certain.
/// </summary>
internal sealed class LineBooks(Work work, Books books, LineWorld world)
{
    public const string Provider = "bank";
    private static readonly string[] Identity = [nameof(BankLine.Identity)];
    private readonly HashSet<string> arrived = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lines that the import itself does not book.</summary>
    public List<BankLine> Undecided { get; } = [];

    public int UndecidedCount { get; private set; }

    /// <summary>True of a line that the opening balances hold already: it is not taken a second time.</summary>
    public bool IsInFormerBooks(LegalEntityId entity, StatementLine told) => told.BookedOn <= books.ShutOf(entity).CutOverOn;

    public JudgedLine Judge(BankLine line, StatementLine told)
    {
        var verdict = LineRules.Classify(line.LegalEntityId, told, world, line.BankAccountId);
        if (verdict is { IsCertain: true, Class: LineClass.ProviderSweepIn } && !arrived.Add(verdict.Reference!))
            verdict = verdict with { IsCertain = false, Rule = "names a transfer that arrived before" };
        var receipt = verdict.Class == LineClass.CustomerReceipt ? LineReceipt.Of(line, told, At(line)) : null;
        line.Classify(verdict, receipt?.Id);
        return new JudgedLine(line, verdict, receipt);
    }

    /// <summary>Those of them that were new.</summary>
    public async Task<IReadOnlySet<BankLine>> WriteAsync(IReadOnlyList<JudgedLine> judged)
    {
        var isNew = await BulkInsert.NewAsync(work.Db, judged.Select(one => one.Line).ToList(), Identity, work.Ct);
        var fresh = judged.Where((_, i) => isNew[i]).ToList();
        var drafts = fresh.Where(one => one.Verdict.IsCertain).Select(Draft).ToList();
        var written = await BulkRun.TogetherAsync(
            work.Db,
            [
                BulkInsert.All(work.Db, fresh.Select(one => one.Receipt).OfType<Receipt>().ToList()),
                .. JournalWriter.Statements(work.Db, drafts, books, work.Now),
            ],
            work.Ct);
        if (written[1].Count < drafts.Count)
            throw new InvalidOperationException("A bank line is new and its entry is not: journal and lines do not agree.");
        Remember(fresh.Where(one => !one.Verdict.IsCertain).Select(one => one.Line).ToList());
        return fresh.Select(one => one.Line).ToHashSet();
    }

    private void Remember(List<BankLine> undecided)
    {
        UndecidedCount += undecided.Count;
        Undecided.AddRange(undecided.Take(Math.Max(0, LineCases.Most + 1 - Undecided.Count)));
    }

    private EntryDraft Draft(JudgedLine judged) => LinePosting.Certain(
        judged.Line, judged.Verdict, world, judged.Receipt?.Id,
        LinePosting.Facts(judged.Line, At(judged.Line), work.RequestId));

    private Instant At(BankLine line) => LinePosting.At(line, books, work.Now);
}
