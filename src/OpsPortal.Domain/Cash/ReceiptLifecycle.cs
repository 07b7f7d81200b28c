using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>Where a receipt's money stands.</summary>
public enum ReceiptState
{
    /// <summary>Some of it belongs to no invoice.</summary>
    Unapplied,

    /// <summary>All of it that was not sent back pays invoices or what payees owe us.</summary>
    Applied,

    /// <summary>All of it went back to the payer, by us, by the bank or by a lost dispute.</summary>
    Returned,
}

/// <summary>What can happen to a receipt; the amounts say whether something is left.</summary>
public enum ReceiptAction
{
    ApplyPart,
    ApplyRest,
    Unapply,
    ReturnPart,
    ReturnRest,
    ReturnAll,

    /// <summary>A lost dispute takes what pays nothing: a part of it, the rest while something is applied, or all there
    /// was.</summary>
    LosePart,
    LoseRest,
    LoseAll,

    /// <summary>A dispute that counted as lost is won after all.</summary>
    Regain,
}

/// <summary>The legal moves of a receipt. Money that is used is un-applied before it goes back.</summary>
public static class ReceiptLifecycle
{
    public static readonly IReadOnlyDictionary<(ReceiptState From, ReceiptAction Action),
        (ReceiptState To, Permission Needs)> Table =
        new Dictionary<(ReceiptState, ReceiptAction), (ReceiptState, Permission)>
        {
            [(ReceiptState.Unapplied, ReceiptAction.ApplyPart)] = (ReceiptState.Unapplied, Permission.ApplyCash),
            [(ReceiptState.Unapplied, ReceiptAction.ApplyRest)] = (ReceiptState.Applied, Permission.ApplyCash),
            [(ReceiptState.Unapplied, ReceiptAction.Unapply)] = (ReceiptState.Unapplied, Permission.UnapplyCash),
            [(ReceiptState.Applied, ReceiptAction.Unapply)] = (ReceiptState.Unapplied, Permission.UnapplyCash),
            [(ReceiptState.Unapplied, ReceiptAction.ReturnPart)] = (ReceiptState.Unapplied, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.ReturnRest)] = (ReceiptState.Applied, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.ReturnAll)] = (ReceiptState.Returned, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.LosePart)] = (ReceiptState.Unapplied, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.LoseRest)] = (ReceiptState.Applied, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.LoseAll)] = (ReceiptState.Returned, Permission.Background),
            [(ReceiptState.Unapplied, ReceiptAction.Regain)] = (ReceiptState.Unapplied, Permission.Background),
            [(ReceiptState.Applied, ReceiptAction.Regain)] = (ReceiptState.Unapplied, Permission.Background),
            [(ReceiptState.Returned, ReceiptAction.Regain)] = (ReceiptState.Unapplied, Permission.Background),
        };

    public static Outcome<ReceiptState> Move(ReceiptState from, ReceiptAction action) =>
        Table.TryGetValue((from, action), out var move) ? move.To : CashRefusals.NoSuchMove(from, action);
}
