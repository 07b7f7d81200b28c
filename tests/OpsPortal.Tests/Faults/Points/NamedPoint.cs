using OpsPortal.Domain.Close;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>What the app is about to do, or has just done, when it dies.</summary>
internal enum Moment
{
    BeforeCommit,
    AfterCommit,
    BeforeCommand,
    InTheMiddleOfRows,
    WhenAnswered,

    /// <summary>The bank kills it while it holds the request.</summary>
    AtTheBank,
}

/// <summary>What must happen beside the webhooks for a point to be reached.</summary>
internal enum Needs
{
    Webhooks,
    Payouts,
    LostAnswer,
    Approval,
    Release,
    Signature,
    Pack,
}

/// <summary>A point at which the app is killed: the moment, the room in which it must be, and what it must hold there.</summary>
/// <param name="Room">The name of a command or job that runs, else of a type whose method is being carried out.</param>
internal sealed record NamedPoint(string Name, Moment Moment, string Room, Needs Needs, Func<object, bool>? Holds = null)
{
    private const string Dispatch = "job payout-dispatch";

    public static IReadOnlyList<NamedPoint> OfMoney { get; } =
    [
        new("webhook, before its commit", Moment.BeforeCommit, nameof(StoreEvents), Needs.Webhooks),
        new("webhook, after its commit and before its answer", Moment.AfterCommit, nameof(StoreEvents), Needs.Webhooks),
        new("payment, in the middle of its rows", Moment.InTheMiddleOfRows, "PostPayments", Needs.Webhooks),
        new("event of the sweep, before its commit", Moment.BeforeCommit, "job inbox-sweep", Needs.Webhooks,
            held => held is InboxEvent { State: InboxState.Done }),
        new("event of the sweep, after its commit", Moment.AfterCommit, "job inbox-sweep", Needs.Webhooks,
            held => held is InboxEvent { State: InboxState.Done }),
        new("approval, before its commit", Moment.BeforeCommit, "command ApproveBatch", Needs.Approval),
        new("approval, after its commit", Moment.AfterCommit, "command ApproveBatch", Needs.Approval),
        new("release of a batch, before its commit", Moment.BeforeCommit, "command TransmitBatch", Needs.Release),
        new("release of a batch, after its commit", Moment.AfterCommit, "command TransmitBatch", Needs.Release),
        new("intent to send, before its commit", Moment.BeforeCommit, Dispatch, Needs.Payouts, IsSending),
        new("intent to send, after its commit and before the sending", Moment.AfterCommit, Dispatch, Needs.Payouts, IsSending),
        new("sent, before the bank's answer", Moment.AtTheBank, "", Needs.Payouts),
        new("the bank's answer, before it is written down", Moment.WhenAnswered, Dispatch, Needs.Payouts),
        new("the bank's answer, before its commit", Moment.BeforeCommit, Dispatch, Needs.Payouts, IsAnswered),
        new("the bank's answer, after its commit", Moment.AfterCommit, Dispatch, Needs.Payouts, IsAnswered),
        new("an enquiry's answer, before its commit", Moment.BeforeCommit, "job payout-enquiry", Needs.LostAnswer,
            held => held is PayoutInstruction),
        new("payout that is paid, before its commit", Moment.BeforeCommit, "job inbox-sweep", Needs.Payouts,
            held => held is PayoutItem { State: PayoutItemState.Paid }),
        new("e-mail that is gone, before it is marked", Moment.BeforeCommand, "job mail", Needs.Payouts,
            held => held is OutboxMessage { State: OutboxState.Sent }),
    ];

    public static IReadOnlyList<NamedPoint> OfTheClose { get; } =
    [
        new("signature of a close, before its commit", Moment.BeforeCommit, "command SignClose", Needs.Signature),
        new("signature of a close, after its commit", Moment.AfterCommit, "command SignClose", Needs.Signature),
        new("close pack, before it is kept", Moment.BeforeCommit, "job close-packs", Needs.Pack,
            held => held is ClosePack { State: ClosePackState.Made }),
        new("close pack, after it is kept", Moment.AfterCommit, "job close-packs", Needs.Pack,
            held => held is ClosePack { State: ClosePackState.Made }),
    ];

    /// <summary>A command of the schema itself, the n-th; the order says which.</summary>
    public static NamedPoint OfAMigration { get; } =
        new("migration, before a command of it", Moment.BeforeCommand, "MigrationCommandExecutor", Needs.Webhooks);

    public static NamedPoint Named(string name) =>
        OfMoney.Concat(OfTheClose).Append(OfAMigration).Single(point => point.Name == name);

    private static bool IsSending(object held) => held is PayoutInstruction { State: InstructionState.Sending };

    private static bool IsAnswered(object held) => held is PayoutInstruction { State: InstructionState.Answered };
}
