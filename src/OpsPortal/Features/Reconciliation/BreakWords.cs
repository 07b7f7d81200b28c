using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Layers, breaks and reasons in the words of the screens.</summary>
internal static class BreakWords
{
    public static string Of(ReconciliationLayer layer) => layer switch
    {
        ReconciliationLayer.ProviderToSubledger => "Provider to subledger",
        ReconciliationLayer.BankToSubledger => "Bank to subledger",
        ReconciliationLayer.SubledgerToErp => "Subledger to ERP",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    /// <summary>What stands on the other side of the layer.</summary>
    public static string Theirs(ReconciliationLayer layer) => layer switch
    {
        ReconciliationLayer.ProviderToSubledger => "the provider's report",
        ReconciliationLayer.BankToSubledger => "the bank's statements",
        ReconciliationLayer.SubledgerToErp => "what the ERP took and states",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    public static string Of(BreakKind kind) => kind switch
    {
        BreakKind.MissingOurs => "Missing in our books",
        BreakKind.MissingTheirs => "Missing on the other side",
        BreakKind.AmountDiffers => "Amounts differ",
        BreakKind.Doubled => "Doubled",
        BreakKind.WrongPeriod => "In another period",
        BreakKind.OpeningDiffers => "Opening balances differ",
        BreakKind.StatementGap => "Statement does not add up",
        BreakKind.NotAnswered => "Not answered by the ERP",
        BreakKind.RejectedThere => "Rejected by the ERP",
        BreakKind.NotHandedOver => "Not handed over",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(BreakReason reason) => reason switch
    {
        BreakReason.Timing => "Timing",
        BreakReason.MissingEvent => "Missing event",
        BreakReason.DuplicateAtProvider => "Duplicate on the other side",
        BreakReason.DuplicateWithUs => "Duplicate with us",
        BreakReason.ProviderError => "Provider's error",
        BreakReason.BankError => "Bank's error",
        BreakReason.OurError => "Our error",
        BreakReason.FeeOrRounding => "Fee or rounding",
        BreakReason.LateBooking => "Booked late",
        BreakReason.Other => "Other",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static Tone ToneOf(BreakState state) => state switch
    {
        BreakState.Open => Tone.Bad,
        BreakState.Explained => Tone.Warn,
        _ => Tone.Good,
    };

    /// <summary>The days that a run or a report covers, both inclusive.</summary>
    public static string Days(LocalDate from, LocalDate to) => from == to ? DayWords.Of(from)
        : $"{DayWords.Of(from, to)}";

    /// <summary>A run's standing in one word.</summary>
    public static (string Words, Tone Tone) Of(ReconciliationRun run) =>
        !run.IsCurrent ? ("Replaced", Tone.Neutral)
        : run.Alarms ? ("Residual", Tone.Bad)
        : run.BreakCount > 0 ? ("Breaks listed", Tone.Warn) : ("Agrees", Tone.Good);
}
