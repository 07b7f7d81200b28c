namespace OpsPortal.Features.Sandbox;

/// <summary>What the sandbox refuses, with its words.</summary>
internal static class SandboxRefusals
{
    public static Refusal OnlyInDemo => new(
        "sandbox.only-in-demo", "Refused: there is no sandbox here.", "This installation is no demo.",
        "Use a demo installation.");

    public static Refusal NothingSent => new(
        "sandbox.nothing-sent", "Nothing to duplicate.", "The provider has delivered no webhook yet.", "Pay an invoice first.");

    public static Refusal NothingToLose => new(
        "sandbox.nothing-to-lose", "Nothing to lose.", "No webhook waits to be delivered.",
        "Pay an invoice, then press again before it arrives.");

    public static Refusal NothingPaidOut => new(
        "sandbox.nothing-paid-out", "Refused: no ACH payment has been paid out yet.",
        "The story needs one whose payee has the money already.",
        "Pay an invoice by ACH, let its payout be paid, then press again.");

    public static Refusal NotPossible => new(
        "sandbox.not-possible", "Refused: that cannot happen now.", "The payment or payout is not in a state for it.",
        "Press what its row offers now.");
}
