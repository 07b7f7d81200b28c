using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "LED-11")]
public sealed class OwnerChangesTests
{
    private static readonly PayeePart[] Parts =
        [new(new PayeeId(SomeFacts.Id(21)), 40), new(new PayeeId(SomeFacts.Id(22)), 30)];

    /// <summary>Both payees' work becomes ours, and the whole the buyer's for the net price; a credit takes it back.</summary>
    [Theory]
    [InlineData(EventFamily.InvoicedPlatformSells, false)]
    [InlineData(EventFamily.CreditedPlatformSells, true)]
    public void Lines_OfAnEventWhereThePlatformSells_PassTheWorkOnOrBack(EventFamily family, bool back)
    {
        var draft = PostingRules.Draft(family, SomeFacts.Complete(Parts) with
        {
            Amounts = new PostingAmounts { G = 121, A = 121, V = 21 },
        }).Value;

        var changes = draft.Legs.Where(leg => OwnerChanges.Accounts.Contains(leg.Account))
            .Select(leg => OwnerChanges.Of(leg.Account, leg.AmountMinor)).OrderBy(change => change.Minor);

        Assert.Equal(
            [
                Change(Owner.Payee, Owner.Company, 30), Change(Owner.Payee, Owner.Company, 40),
                Change(Owner.Company, Owner.Buyer, 100),
            ],
            changes);

        OwnerChange Change(Owner from, Owner to, long minor) => back ? new(to, from, minor) : new(from, to, minor);
    }

    /// <summary>Revenue of work that was sold is booked by these events alone: none of the rules can sell without a
    /// change.</summary>
    [Fact]
    public void Families_AreThoseThatBookTheSaleOfWork() => Assert.Equal(
        OwnerChanges.Families,
        PostingRules.Rows.Where(rule => rule.Debits.Concat(rule.Credits).Any(leg => leg.Account == Account.SalesRevenue))
            .Select(rule => rule.Family));

    [Fact]
    public void Of_AnAccountThatTellsOfNoOwner_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OwnerChanges.Of(Account.Receivable, 5));
}
