using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Banking;

/// <summary>The ledger's facts of a bank line. Which accounts they touch is for the posting rules to say.</summary>
internal static class LinePosting
{
    /// <summary>What a line is called in the trace: the bank's own reference where it gives one.</summary>
    public static string NameOf(BankLine line) => BankWords.Telling(line.BankReference) ?? line.Identity;

    /// <summary>The posting keys that are a line's own.</summary>
    public static IEnumerable<string> KeysOf(BankLine line) =>
    [
        PostingKeys.BankLine(line.Identity), PostingKeys.BankCredit(line.BankAccountId, line.Identity),
        PostingKeys.ProviderFee(LineBooks.Provider, line.Identity),
    ];

    // A statement knows days only: noon of the entity's day, and never later than now.
    public static Instant At(BankLine line, Books books, Instant now) => Instant.Min(now,
        line.BookedOn.At(new LocalTime(12, 0)).InZoneLeniently(books.ZoneOf(line.LegalEntityId)).ToInstant());

    /// <summary>The entry of a line whose class alone says how it is booked.</summary>
    public static EntryDraft Certain(
        BankLine line, LineVerdict verdict, LineWorld world, ReceiptId? receipt, PostingFacts facts) => verdict.Class switch
    {
        LineClass.CustomerReceipt => Received(line, receipt, facts),
        LineClass.ProviderSweepIn => CashFacts.Draft(EventFamily.SweepArrived, facts with
        {
            PostingKey = LineKnowledge.KeyOf(world.Sweeps[verdict.Reference!].Provider, verdict.Reference!),
            Trace = facts.Trace with { ProviderObject = verdict.Reference },
        }),
        LineClass.BankFee => CashFacts.Draft(EventFamily.ProviderFeeCharged, facts with
        {
            PostingKey = PostingKeys.ProviderFee(LineBooks.Provider, line.Identity),
        }),
        LineClass.Interest =>
            CashFacts.Draft(line.AmountMinor > 0 ? EventFamily.InterestEarned : EventFamily.InterestPaid, facts),
        LineClass.InternalTransfer =>
            CashFacts.Draft(line.AmountMinor > 0 ? EventFamily.TransferArrived : EventFamily.TransferSent, facts),
        _ => throw new InvalidOperationException($"{verdict.Class} is certain and has no posting rule."),
    };

    /// <summary>The entry of a buyer's payment.</summary>
    public static EntryDraft Received(BankLine line, ReceiptId? receipt, PostingFacts facts) =>
        CashFacts.Draft(EventFamily.BankCreditReceived, facts with
        {
            PostingKey = PostingKeys.BankCredit(line.BankAccountId, line.Identity),
            Trace = facts.Trace with { ReceiptId = receipt },
        });

    /// <summary>What every entry of a line has in common.</summary>
    public static PostingFacts Facts(BankLine line, Instant at, string requestId) => new()
    {
        LegalEntityId = line.LegalEntityId,
        Currency = line.Currency,
        PostingKey = PostingKeys.BankLine(line.Identity),
        EffectiveAt = at,
        Amounts = new PostingAmounts { A = Math.Abs(line.AmountMinor) },
        Cash = Account.BankCash,
        BankAccountId = line.BankAccountId,
        Trace = new TraceKeys { ProviderObject = NameOf(line), RequestId = requestId },
    };
}
