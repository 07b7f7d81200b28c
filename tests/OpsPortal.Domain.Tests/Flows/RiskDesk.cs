using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Disputes, risk reserves, compliance blocks and set-off. Each act says whether it was possible.</summary>
internal sealed class RiskDesk
{
    private readonly Dictionary<DisputeId, List<PayeePart>> kept = [];
    private readonly Dictionary<ReserveId, (LegalEntityId Entity, Currency Currency, List<PayeePart> Parts)> reserves = [];
    private readonly Dictionary<HoldId, (LegalEntityId Entity, Currency Currency, PayeeId Payee)> holds = [];

    public List<DisputeCase> Disputes { get; } = [];

    public bool IsHeld(LegalEntityId entity, Currency currency, PayeeId payee) => holds.ContainsValue((entity, currency, payee));

    public static bool Dispute(Business business, Dice dice)
    {
        var possible = business.Receipts.Where(r => business.Risk.Disputes.All(d => d.ReceiptId != r.Id)
            && r.ReturnedMinor < r.AmountMinor).ToList();
        if (possible.Count == 0)
            return false;
        var receipt = dice.Pick(possible);
        business.Risk.Open(business, receipt, dice.UpTo(receipt.AmountMinor - receipt.ReturnedMinor));
        return true;
    }

    public void Open(Business business, Receipt receipt, long minor)
    {
        if (Disputes.Exists(known => known.ReceiptId == receipt.Id))
            return;
        var dispute = new DisputeCase(
            business.NewId<DisputeId>(), receipt.Id, "test", $"dp_{receipt.ProviderReference}",
            new Money(minor, receipt.Currency),
            null, business.Now, null);
        Disputes.Add(dispute);
        var collected = receipt.AppliedHereMinor - Credited(business, receipt);
        dispute.Take(receipt);
        var held = Positions.In(business.Books, row => row.Receipt == receipt.Id, Account.HeldPending, Account.HeldSettled);
        var aside = dispute.KeptBack(collected, [.. held.Select(part => part.Minor)]);
        var parts = held.Select((part, i) => part with { Minor = aside[i] }).Where(part => part.Minor > 0).ToList();
        kept.Add(dispute.Id, parts);
        Post(business, EventFamily.DisputeOpened, receipt, dispute, 0, parts);
    }

    public static bool Decide(Business business, Dice dice)
    {
        var possible = business.Risk.Disputes.Where(dispute => dispute.State == DisputeState.Open).ToList();
        if (possible.Count == 0)
            return false;
        business.Risk.Close(business, dice.Pick(possible), dice.Once(2));
        return true;
    }

    /// <summary>Gives back, or loses, what the opening put aside, as far as it is still there.</summary>
    /// <param name="at">When the provider said so; its word of that moment again changes nothing.</param>
    public void Close(Business business, DisputeCase dispute, bool won, Instant? at = null)
    {
        if (!dispute.Close(won, at ?? business.Now))
            return;
        var receipt = business.Receipts.Single(r => r.Id == dispute.ReceiptId);
        var parts = StillReserved(business, kept[dispute.Id])
            .Select(part => part with { Sits = won ? CashDesk.Held(receipt) : Account.RiskReserves }).ToList();
        if (won)
            receipt.WinDispute(dispute.AmountMinor);
        else
            business.Count(receipt.LegalEntityId, receipt.Currency, parts, -1);
        Post(business, won ? EventFamily.DisputeWon : EventFamily.DisputeLost, receipt, dispute,
            won ? 0 : dispute.Lose(receipt), parts);
    }

    public static bool Reserve(Business business, Dice dice)
    {
        if (Held(business, dice) is not { } held)
            return false;
        var id = business.NewId<ReserveId>();
        List<PayeePart> parts = [.. held.Parts.Select(part => part with { Minor = dice.UpTo(part.Minor) })];
        business.Risk.reserves.Add(id, (held.Entity, held.Currency, parts));
        business.Post(EventFamily.ReservePlaced, business.Facts(
            held.Entity, held.Currency, PostingKeys.Reserve(id, "placed"), new TraceKeys { ReserveId = id, Memo = "Risk" }) with
        {
            Parts = parts,
        });
        return true;
    }

    public static bool FreeReserve(Business business, Dice dice)
    {
        if (business.Risk.reserves.Count == 0)
            return false;
        var (id, (entity, currency, placed)) = dice.Pick(business.Risk.reserves.ToList());
        business.Risk.reserves.Remove(id);
        var parts = StillReserved(business, placed).Select(part => part with { Sits = NowHeld(business, part) }).ToList();
        if (parts.Count > 0)
            business.Post(EventFamily.ReserveReleased, business.Facts(
                entity, currency, PostingKeys.Reserve(id, "freed"), new TraceKeys { ReserveId = id, Memo = "Passed" }) with
            {
                Parts = parts,
            });
        return true;
    }

    public static bool Block(Business business, Dice dice)
    {
        if (Held(business, dice) is not { } held || business.Risk.IsHeld(held.Entity, held.Currency, held.Payee))
            return false;
        var id = business.NewId<HoldId>();
        business.Risk.holds.Add(id, (held.Entity, held.Currency, held.Payee));
        business.Post(EventFamily.ComplianceBlockPlaced, business.Facts(
            held.Entity, held.Currency, PostingKeys.ComplianceBlock(id), new TraceKeys { HoldId = id, Memo = "AML" }) with
        {
            Parts = held.Parts,
        });
        return true;
    }

    public static bool Lift(Business business, Dice dice)
    {
        if (business.Risk.holds.Count == 0)
            return false;
        var (id, (entity, currency, payee)) = dice.Pick(business.Risk.holds.ToList());
        business.Risk.holds.Remove(id);
        var parts = Positions.In(
                business.Books, row => row.Entity == entity && row.Currency == currency && row.Payee == payee,
                Account.BlockedByCompliance)
            .Select(part => part with { Sits = NowHeld(business, part) }).ToList();
        if (parts.Count > 0)
            business.Post(EventFamily.ComplianceBlockLifted, business.Facts(
                entity, currency, PostingKeys.ComplianceBlockLifted(id), new TraceKeys { HoldId = id, Memo = "Clear" }) with
            {
                Parts = parts,
            });
        return true;
    }

    /// <summary>A payee who owes us and has settled money pays from it.</summary>
    public static bool SetOff(Business business, Dice dice)
    {
        var owing = business.Books.Balances.Where(row => row.Key.Account == Account.RecoverableFromPayees && row.Value > 0)
            .Select(row => row.Key).ToList();
        if (owing.Count == 0)
            return false;
        var debt = dice.Pick(owing);
        var owed = business.Books.Of(debt.Account, row => PayoutDesk.IsSame(row, debt));
        var settled = Positions.In(business.Books, row => PayoutDesk.IsSame(row, debt), Account.HeldSettled);
        if (owed <= 0 || settled.Count == 0)
            return false;
        var part = settled[0] with { Minor = Math.Min(owed, settled[0].Minor) };
        business.Post(EventFamily.RecoveredBySetOff, business.Facts(
            debt.Entity, debt.Currency, PostingKeys.SetOff(business.NewId<SetOffId>()),
            new TraceKeys { ContractId = business.NewId<ContractId>(), Memo = "Clause 9" }) with
        {
            Parts = [part],
        });
        return true;
    }

    private static (LegalEntityId Entity, Currency Currency, PayeeId Payee, List<PayeePart> Parts)? Held(Business business,
        Dice dice)
    {
        var rows = business.Books.Balances.Where(row => row.Value < 0
            && row.Key.Account is Account.HeldPending or Account.HeldSettled).Where(row => row.Value < 0).ToList();
        if (rows.Count == 0)
            return null;
        var one = dice.Pick(rows).Key;
        return (one.Entity, one.Currency, one.Payee!.Value, Positions.In(
            business.Books, row => PayoutDesk.IsSame(row, one), Account.HeldPending, Account.HeldSettled));
    }

    private static Account NowHeld(Business business, PayeePart part) =>
        CashDesk.Held(business.Receipts.Single(receipt => receipt.Id == part.ReceiptId));

    private static IEnumerable<PayeePart> StillReserved(Business business, IEnumerable<PayeePart> placed) => placed
        .GroupBy(part => (part.PayeeId, part.InvoiceId, part.ReceiptId))
        .Select(group => new PayeePart(group.Key.PayeeId, Math.Min(group.Sum(part => part.Minor), -business.Books.Of(
            Account.RiskReserves, row => (row.Payee, row.Invoice, row.Receipt) == group.Key)), group.Key.InvoiceId,
                group.Key.ReceiptId))
        .Where(part => part.Minor > 0);

    /// <summary>What of the payment was credited after it had paid: no payee holds any of it.</summary>
    private static long Credited(Business business, Receipt receipt) => business.Applications
        .Where(application => application.ReceiptId == receipt.Id && !application.IsReversed)
        .Select(application => (application.AmountMinor, Invoice: business.InvoiceOf(application.InvoiceId)))
        .Where(row => row.Invoice.CreditedCollectedMinor > 0)
        .Sum(row => Rounding.Divide((Int128)row.AmountMinor * row.Invoice.CreditedCollectedMinor,
            row.Invoice.CreditedCollectedMinor + row.Invoice.AppliedMinor));

    private static void Post(
        Business business, EventFamily step, Receipt receipt, DisputeCase dispute, long unapplied, List<PayeePart> parts)
    {
        var facts = CashDesk.Of(business, receipt, PostingKeys.Dispute("test", dispute.ProviderReference, step.ToString()));
        business.Post(step, facts with
        {
            Trace = facts.Trace with { DisputeId = dispute.Id }, Amounts = new() { A = dispute.AmountMinor, U = unapplied },
            Parts = parts,
        });
    }
}
