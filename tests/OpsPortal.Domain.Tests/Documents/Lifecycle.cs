using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Documents;

/// <summary>One legal move, whatever it is a move of.</summary>
internal sealed record LifecycleRow(Enum From, Enum Action, Enum To, Permission? May);

/// <summary>A lifecycle as its table says it, beside what the code that uses the table answers.</summary>
internal sealed record Lifecycle(
    string Name, IReadOnlyList<Enum> States, IReadOnlyList<Enum> Actions, IReadOnlyList<LifecycleRow> Rows, Func<Enum, Enum,
    Enum?> Next)
{
    public static readonly IReadOnlyList<Lifecycle> All =
    [
        Of("Contract", ContractLifecycle.Moves, ContractLifecycle.Next),
        Of("Stage of a billing plan", PlanItemLifecycle.Moves, PlanItemLifecycle.Next),
        Of("Milestone", MilestoneLifecycle.Moves, MilestoneLifecycle.Next),
        Of("Invoice", InvoiceLifecycle.Moves.Select(move => (move.From, move.Action, move.To, move.May)), InvoiceLifecycle.Next),
        Of("Refund", RefundLifecycle.Moves, RefundLifecycle.Next),
        Of("Dunning", DunningLifecycle.Moves, DunningLifecycle.Next),
        Of("Receipt", ReceiptLifecycle.Table.Select(row => (row.Key.From, row.Key.Action, row.Value.To, row.Value.Needs)),
            (from, action) => Value(ReceiptLifecycle.Move(from, action))),
        Of("Dispute", DisputeLifecycle.Moves, DisputeLifecycle.Next),
        Of("Event in the inbox", InboxLifecycle.Table.Select(row =>
            (row.Key.From, row.Key.Action, row.Value.To, row.Value.Needs)),
            (from, action) => Value(InboxLifecycle.Move(from, action))),
        Of("Hold", HoldLifecycle.Moves, HoldLifecycle.Next),
        Of("Payout batch", BatchLifecycle.Moves, BatchLifecycle.Next),
        Of("Payout item", PayoutItemLifecycle.Moves, PayoutItemLifecycle.Next),
        Of("Exception", ExceptionLifecycle.Moves, ExceptionLifecycle.Next),
        Of("Incident", IncidentLifecycle.Moves, IncidentLifecycle.Next),
        Of("Document handed over to the ERP", ErpDocumentLifecycle.Moves, ErpDocumentLifecycle.Next),
        Of("Period", PeriodLifecycle.Moves.Select(row => (row.Key.From, row.Key.Action, row.Value, (Permission?)null)),
            NextOfPeriod),
        Of("Close of a month", CloseLifecycle.Moves, CloseLifecycle.Next),
        Of("Cut-over", CutOverLifecycle.Moves, CutOverLifecycle.Next),
        Of("Checkpoint", CheckpointLifecycle.Moves, CheckpointLifecycle.Next),
    ];

    private static Lifecycle Of<TState, TAction>(
        string name, IEnumerable<(TState From, TAction Action, TState To, Permission May)> rows, Func<TState, TAction,
        TState?> next)
        where TState : struct, Enum
        where TAction : struct, Enum =>
        Of(name, rows.Select(row => (row.From, row.Action, row.To, (Permission?)row.May)), next);

    private static Lifecycle Of<TState, TAction>(
        string name, IEnumerable<(TState From, TAction Action, TState To, Permission? May)> rows, Func<TState, TAction,
        TState?> next)
        where TState : struct, Enum
        where TAction : struct, Enum => new(
            name, [.. Enum.GetValues<TState>().Select(state => (Enum)state)],
            [.. Enum.GetValues<TAction>().Select(action => (Enum)action)],
            [.. rows.Select(row => new LifecycleRow(row.From, row.Action, row.To, row.May))],
            (from, action) => next((TState)from, (TAction)action));

    private static T? Value<T>(Outcome<T> outcome)
        where T : struct => outcome.IsRefused ? null : outcome.Value;

    private static PeriodState? NextOfPeriod(PeriodState from, PeriodAction action) =>
        PeriodLifecycle.Moves.TryGetValue((from, action), out var to) ? to : null;
}
