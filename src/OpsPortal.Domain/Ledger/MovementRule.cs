namespace OpsPortal.Domain.Ledger;

/// <summary>What a movement does to a liability, as the columns of the roll-forward name it.</summary>
public enum MovementKind
{
    /// <summary>Something is newly owed here.</summary>
    Inflow,

    /// <summary>It was owed in a former system and came over with its books.</summary>
    BroughtOver,

    /// <summary>An obligation ended, or moved on along its ordinary way.</summary>
    Release,

    /// <summary>An earlier movement was undone.</summary>
    Reversal,

    /// <summary>The same obligation now stands on another account of the roll-forward; an entry's sum to nothing.</summary>
    Reclassified,
}

/// <summary>How an obligation ended, or that it lives on.</summary>
public enum ObligationEnd
{
    /// <summary>It did not end: it was undone, moved on or stands elsewhere.</summary>
    LivesOn,

    /// <summary>It was met: paid, sent back, applied or set off.</summary>
    Discharged,

    /// <summary>It was given up by agreement, loss or write-off.</summary>
    Cancelled,

    /// <summary>Nobody can claim it any longer: it lapsed by time, by contract or by law.</summary>
    Expired,
}

/// <summary>One row of the movement table: what a debit and a credit of an event family mean for a liability account.</summary>
/// <param name="Account">The one account that the row is about; null for every other account of the family.</param>
/// <param name="Debit">What a debit, which lowers what is owed, is called.</param>
/// <param name="Credit">What a credit, which raises what is owed, is called.</param>
/// <param name="End">How a debit ends the obligation.</param>
public sealed record MovementRule(
    EventFamily Family, Account? Account, MovementKind Debit, MovementKind Credit, ObligationEnd End);
