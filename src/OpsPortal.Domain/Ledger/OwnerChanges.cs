namespace OpsPortal.Domain.Ledger;

/// <summary>In whose hands delivered work is, where the platform is seller of record.</summary>
public enum Owner
{
    Payee,

    /// <summary>Our legal entity: it buys from the payee and sells to the buyer.</summary>
    Company,
    Buyer,
}

/// <summary>Work passed from one owner to another, at an amount in minor units above zero.</summary>
public sealed record OwnerChange(Owner Prior, Owner New, long Minor);

/// <summary>One row: what a credit on an account says of the owner; a debit says the opposite.</summary>
public sealed record OwnerChangeRule(Account Account, Owner Prior, Owner New);

/// <summary>
/// Changes of owner on seller-of-record flows, read from the entries of invoices and credit notes: the payee's work becomes
/// ours for what we owe the payee, and the buyer's for the net price. A credit note or a void takes it back. Where the payee
/// sells, work passes from payee to buyer without us and there is nothing to tell.
/// </summary>
public static class OwnerChanges
{
    public static readonly IReadOnlyList<OwnerChangeRule> Rows =
    [
        new(Account.PayeeObligations, Owner.Payee, Owner.Company),
        new(Account.SalesRevenue, Owner.Company, Owner.Buyer),
    ];

    /// <summary>The events that change an owner, and every entry that reverses one of them.</summary>
    public static readonly IReadOnlyList<EventFamily> Families =
        [EventFamily.InvoicedPlatformSells, EventFamily.CreditedPlatformSells];

    public static readonly IReadOnlyList<Account> Accounts = [.. Rows.Select(row => row.Account)];

    /// <summary>What a line of such an event says.</summary>
    /// <param name="amountMinor">Debit positive, credit negative, as the line has it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The account tells of no owner.</exception>
    public static OwnerChange Of(Account account, long amountMinor)
    {
        var row = Rows.FirstOrDefault(row => row.Account == account)
            ?? throw new ArgumentOutOfRangeException(nameof(account), account, "It tells of no owner.");
        return amountMinor < 0 ? new(row.Prior, row.New, -amountMinor) : new(row.New, row.Prior, amountMinor);
    }
}
