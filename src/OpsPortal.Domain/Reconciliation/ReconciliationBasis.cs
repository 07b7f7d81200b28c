using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>Which two views of the same money are compared.</summary>
public enum ReconciliationLayer
{
    /// <summary>What a provider reports against our lines of its balances.</summary>
    ProviderToSubledger,

    /// <summary>A bank's statements against our lines of that account.</summary>
    BankToSubledger,

    /// <summary>What the ERP took against what we exported to it.</summary>
    SubledgerToErp,
}

/// <summary>By which date the items of a run belong to its days. Runs are made by the booking day alone: our books hold no value
/// date of their own (decision 0028).</summary>
public enum DateBasis
{
    BookedOn,

    /// <summary>A stored run that took the bank's side by value date; it is read, never made.</summary>
    ValueOn,
}

/// <summary>Whose side an item stands on.</summary>
public enum ReconciliationParty
{
    /// <summary>Our own books: the left side.</summary>
    Ours,

    /// <summary>The provider, the bank or the ERP: the right side.</summary>
    Theirs,
}

/// <summary>
/// On what both sides stand: whose money, which accounts, which currency, from which day up to and on which day, by which date.
/// Two sides of different bases are never compared.
/// </summary>
/// <param name="Scope">The accounts that are compared: a provider's name, the id of a bank account, the name of an ERP.</param>
/// <param name="ScopeName">The scope in words.</param>
/// <param name="AsOf">The last day, inclusive, in the company's zone.</param>
public sealed record ReconciliationBasis(
    LegalEntityId LegalEntityId, ReconciliationLayer Layer, string Scope, string ScopeName, Currency Currency, LocalDate From,
    LocalDate AsOf, DateBasis Date)
{
    public const int ScopeLength = 60;
    public const int ScopeNameLength = 140;

    /// <summary>How the name of accounts ends of which balances are compared.</summary>
    public const string BalancesMark = ":balances";

    /// <summary>What stands on the last day is compared, not what moved up to it: another day is another comparison.</summary>
    public bool IsOfBalances => IsBalances(Scope);

    public static bool IsBalances(string scope) => scope.EndsWith(BalancesMark, StringComparison.Ordinal);

    public bool Holds(LocalDate day) => day >= From && day <= AsOf;

    /// <summary>What is the same for every run over the same accounts, whatever the days.</summary>
    public bool IsSameScope(ReconciliationBasis other) =>
        (LegalEntityId, Layer, Scope, Currency, Date)
            == (other.LegalEntityId, other.Layer, other.Scope, other.Currency, other.Date);

    /// <summary>What is compared, with its currency where the name does not end with it.</summary>
    public static string ScopeWords(string name, Currency currency) =>
        name.EndsWith($" {currency}", StringComparison.Ordinal) ? name : $"{name}, {currency}";

    /// <summary>The basis in words, as it stands on every page and in the pack.</summary>
    public override string ToString() =>
        $"{ScopeWords(ScopeName, Currency)}, {(Date == DateBasis.BookedOn ? "booked" : "value")} from {DayWords.Of(From)} "
            + $"to {DayWords.Of(AsOf)}";
}
