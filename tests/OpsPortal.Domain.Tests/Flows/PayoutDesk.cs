using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Payouts;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Builds batches of settled money, has two people sign them, releases them and puts the provider's word into
/// effect.</summary>
internal sealed class PayoutDesk
{
    private static readonly ApprovalPolicy Policy = ApprovalPolicy.Make(
        new PolicyId(ABatch.Id(90)), 1, ABatch.Now, "Start", new ApprovalRules(
            [], [.. new[] { "EUR", "USD", "JPY",
                "KWD" }.Select(code => new PayoutLimit(code, long.MaxValue / 4, long.MaxValue / 4))]),
        null, ABatch.Now).Value;

    private readonly List<PayoutBatch> approved = [];
    private int made;

    public List<PayoutItem> Released { get; } = [];

    public static bool IsSame(SubAccount one, SubAccount other) =>
        (one.Entity, one.Currency, one.Payee) == (other.Entity, other.Currency, other.Payee);

    /// <summary>What a batch may take from a payee, as the release gate counts it.</summary>
    public static long Available(Books books, SubAccount payee)
    {
        var owed = Math.Max(0, books.Of(Account.RecoverableFromPayees, row => IsSame(row, payee)));
        FundsFact[] funds = [.. Positions.In(books, row => IsSame(row, payee), Account.HeldSettled)
            .GroupBy(part => part.InvoiceId).Select(group => new FundsFact { SettledMinor = group.Sum(part => part.Minor) })];
        return ReleaseGate.TakeOff(funds, owed, 0).Sum(fund => fund.AvailableMinor);
    }

    public static bool Build(Business business, Dice dice) =>
        Build(business, dice, payee => dice.UpTo(Available(business.Books, payee)));

    /// <summary>A batch of all that may go.</summary>
    public static bool BuildAll(Business business, Dice dice) =>
        Build(business, dice, payee => Available(business.Books, payee));

    private static bool Build(Business business, Dice dice, Func<SubAccount, long> amount)
    {
        var payees = business.Books.Balances.Keys.Where(row => row.Account == Account.HeldSettled)
            .DistinctBy(row => (row.Entity, row.Currency, row.Payee))
            .Where(row => Available(business.Books, row) > 0
                && !business.Risk.IsHeld(row.Entity, row.Currency, row.Payee!.Value)
                && !business.Payouts.approved.Exists(batch => batch.LegalEntityId == row.Entity
                    && batch.Currency == row.Currency))
            .OrderBy(row => row.Payee!.Value.Value).ThenBy(row => row.Currency).ThenBy(row => row.Entity.Value).ToList();
        if (payees.Count == 0)
            return false;
        var first = dice.Pick(payees);
        business.Payouts.Approve(business, first, [.. payees
            .Where(row => row.Entity == first.Entity && row.Currency == first.Currency)
            .Select(row => Draft(business, row, amount(row)))]);
        return true;
    }

    /// <summary>Releases an approved batch if its money is still there; else it is cancelled.</summary>
    public static bool Transmit(Business business, Dice dice)
    {
        var desk = business.Payouts;
        if (desk.approved.Count == 0)
            return false;
        var batch = dice.Pick(desk.approved);
        desk.approved.Remove(batch);
        var outcome = batch.Transmit(new TransmitFact(ABatch.Ann, batch.ContentHash!, Policy, Context(batch))
        {
            Controls = BatchControls.Check([.. batch.Items.Select(item => Control(business, item))]),
            StillApprovers = [ABatch.Ann, ABatch.Bob], NewPolicies = [], StepUpAt = business.Now,
        }, business.Now);
        if (outcome.IsRefused)
        {
            Business.Must(batch.Cancel("The money has gone", business.Now));
            return true;
        }

        foreach (var item in batch.Items)
        {
            MustBePayable(business, item);
            desk.Released.Add(item);
            Post(business, item, EventFamily.PayoutReleased, PostingKeys.PayoutReleased(item.Id));
        }

        return true;
    }

    public static bool Move(Business business, Dice dice)
    {
        if (business.Payouts.Released.Count == 0)
            return false;
        Tell(business, dice.Pick(business.Payouts.Released), dice.Pick([
            PayoutItemAction.LoseAnswer, PayoutItemAction.Process, PayoutItemAction.Post, PayoutItemAction.Pay,
            PayoutItemAction.Pay, PayoutItemAction.Fail, PayoutItemAction.Return,
        ]));
        return true;
    }

    /// <summary>False where the provider's word must wait for an earlier one.</summary>
    public static bool Tell(Business business, PayoutItem item, PayoutItemAction action)
    {
        var before = item.State;
        var moved = item.Move(action, new PayoutEventFact(business.Now) { ProviderReference = $"tr_{item.Key}" });
        if (moved.IsRefused)
            return moved.Refusal.Code != PayoutRefusals.TooEarlyCode;
        if (!moved.Value)
            return true;
        foreach (var (family, key) in Effects(item, before))
            Post(business, item, family, key);
        if (item.State is PayoutItemState.Paid or PayoutItemState.Returned)
            business.Count(item.LegalEntityId, item.Currency, Parts(item), item.State == PayoutItemState.Paid ? -1 : 1);
        return true;
    }

    private static IEnumerable<(EventFamily Family, string Key)> Effects(PayoutItem item, PayoutItemState before)
    {
        var hadLeft = item.HasCashLeft;
        if (item.State is PayoutItemState.Posted or PayoutItemState.Paid)
            item.MarkCashLeft();
        if (item.State == PayoutItemState.Paid && before == PayoutItemState.Failed)
            return
            [
                (EventFamily.PayoutFailureTakenBack, PostingKeys.PayoutFailureTakenBack(item.Id)),
                (EventFamily.PayoutPaidAtOnce, PostingKeys.PayoutPaid(item.Id)),
            ];
        (EventFamily, string) back = (EventFamily.PayoutCashCameBack, item.State == PayoutItemState.Returned
            ? PostingKeys.PayoutReturnedCash(item.Id) : PostingKeys.PayoutCashCameBack(item.Id));
        return (item.State, hadLeft) switch
        {
            (PayoutItemState.Posted, false) => [(EventFamily.PayoutCashLeft, PostingKeys.PayoutCashLeft(item.Id))],
            (PayoutItemState.Paid, true) => [(EventFamily.PayoutPaid, PostingKeys.PayoutPaid(item.Id))],
            (PayoutItemState.Paid, false) => [(EventFamily.PayoutPaidAtOnce, PostingKeys.PayoutPaid(item.Id))],
            (PayoutItemState.Failed, false) => [(EventFamily.PayoutFailedCashNeverLeft, PostingKeys.PayoutFailed(item.Id))],
            (PayoutItemState.Failed, true) => [(EventFamily.PayoutFailedCashHadLeft, PostingKeys.PayoutFailed(item.Id)), back],
            (PayoutItemState.Returned, _) => [(EventFamily.PayoutReturnedAfterPaid, PostingKeys.PayoutReturned(item.Id)), back],
            _ => [],
        };
    }

    /// <summary>The bound on what a batch takes: settled less recoverable.</summary>
    private static void MustBePayable(Business business, PayoutItem item)
    {
        bool IsOf(SubAccount row) =>
            (row.Entity, row.Currency, row.Payee) == (item.LegalEntityId, item.Currency, item.PayeeId);
        if (item.AmountMinor > -business.Books.Of(Account.HeldSettled, IsOf)
            - business.Books.Of(Account.RecoverableFromPayees, IsOf))
            throw new InvalidOperationException($"4: a batch takes {item.AmountMinor}, more than is payable");
    }

    private static List<PayeePart> Parts(PayoutItem item) =>
        [.. item.Sources.Select(source => new PayeePart(item.PayeeId, source.AmountMinor, source.InvoiceId, source.ReceiptId))];

    private static void Post(Business business, PayoutItem item, EventFamily family, string key) =>
        business.Post(family, business.Facts(item.LegalEntityId, item.Currency, key, new TraceKeys
        {
            BatchId = item.BatchId, PayoutItemId = item.Id, ProviderObject = item.Key, Memo = "Told by the provider",
        }) with
        {
            Parts = family == EventFamily.PayoutFailureTakenBack ? Positions.Take(business.Books, Parts(item)) : Parts(item),
            Cash = Account.ProviderAvailable,
        });

    private static PayoutItemDraft Draft(Business business, SubAccount payee, long minor)
    {
        var (sources, left) = (new List<PayoutSourceDraft>(), minor);
        foreach (var part in Positions.In(business.Books, row => IsSame(row, payee), Account.HeldSettled))
        {
            var taken = Math.Min(left, part.Minor);
            left -= taken;
            if (taken > 0)
                sources.Add(new PayoutSourceDraft(
                    part.InvoiceId!.Value, "DE-1", business.InvoiceOf(part.InvoiceId.Value).ContractId, null, part.ReceiptId,
                    taken));
        }

        return new PayoutItemDraft(business.NewId<PayoutItemId>(), payee.Payee!.Value, "Payee", minor)
        {
            Account = new AccountSnapshot(new PayeeAccountId(payee.Payee.Value.Value), 1, "4242", "d1", null), Sources = sources,
            Key = PayoutKey.Of(payee.Entity, payee.Payee.Value, payee.Currency, sources, business.Payouts.made),
        };
    }

    private static ItemControlFact Control(Business business, PayoutItem item)
    {
        var payee = new SubAccount(item.LegalEntityId, item.Currency, Account.HeldSettled, null, item.PayeeId, null, null);
        return new ItemControlFact(item.Id, item.PayeeName, item.AmountMinor)
        {
            SourcesMinor = item.Sources.Sum(source => source.AmountMinor), IsTaxFormClear = true,
            SettledMinor = item.Sources.Sum(source => Math.Min(source.AmountMinor, -business.Books.Of(Account.HeldSettled, row =>
                IsSame(row, payee) && row.Invoice == source.InvoiceId && row.Receipt == source.ReceiptId))),
            IsBlocked = business.Risk.IsHeld(item.LegalEntityId, item.Currency, item.PayeeId)
                || Available(business.Books, payee) < item.AmountMinor,
        };
    }

    private static ApprovalContext Context(PayoutBatch batch) =>
        new("DE", batch.Currency.Code, "Wire", "finance", batch.TotalMinor)
    {
        Items = [.. batch.Items.Select(item => new ApprovalItemContext(item.AmountMinor))],
    };

    private void Approve(Business business, SubAccount of, IReadOnlyList<PayoutItemDraft> drafts)
    {
        made++;
        var header = new BatchHeader(business.NewId<BatchId>(), $"PB-{made}", of.Entity, of.Currency)
        {
            Rail = "Wire", Provider = "test", ValueDate = new LocalDate(2026, 3, 3),
        };
        var batch = Business.Must(PayoutBatch.Build(header, drafts, ABatch.Maker, business.Now));
        Business.Must(batch.Submit(new SubmitFact(Context(batch), ABatch.Green), Policy, ABatch.Maker, business.Now));
        foreach (var person in new[] { ABatch.Ann, ABatch.Bob })
            Business.Must(batch.Approve(ABatch.By(person, batch, business.Now), ABatch.Green, business.Now));
        approved.Add(batch);
    }
}
