namespace OpsPortal.Features.Trace;

/// <summary>What the trace refuses, and why.</summary>
internal static class TraceRefusals
{
    /// <summary>The kinds of ids that the box takes, in the words of its page.</summary>
    public const string Kinds = "contract, milestone, invoice, payment, bank line, provider event, request, idempotency key, "
        + "journal entry, payout, batch, payee, hold, ERP document, reconciliation run or break";

    public static Refusal NothingFound => SharedRefusals.NotFound("id") with
    {
        Next = $"Check that it is whole. Known are the ids and numbers of: {Kinds}.",
    };
}
