using OpsPortal.Components;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Banking;

namespace OpsPortal.Features.Trace;

/// <summary>One thing each, as it is drawn in a chain and in a story of its own.</summary>
internal static class TraceNodes
{
    public static TraceNode Of(TraceCall call) => new(
        "Call", call.Key, $"API call of {call.Client}", call.Status is { } status ? $"Answered {status}" : "Runs", call.At, null);

    public static TraceNode Of(InboxEvent one) => new(
        "Event", one.EventId, $"{one.Provider}: {one.Type}", Words.Of(one.State), one.OccurredAt, $"/events/{one.Id}");

    public static TraceNode Of(BankLine line) => new(
        "Bank line", line.Id.ToString(),
        $"{line.BankReference ?? line.EndToEndId ?? $"Line {line.FileLine}"}, {DayWords.Of(line.BookedOn)}",
        $"{LineClasses.Of(line.Class).Words}: {Words.Of(line.Standing)}", null, BankLineDetail.Path(line.Id),
        new Money(line.AmountMinor, line.Currency));

    public static TraceNode Of(Payee payee) => new(
        "Payee", payee.Id.ToString(), payee.Name, payee.IsActive ? "Active" : "Not active", null, $"/payees/{payee.Id}");

    public static TraceNode Of(ComplianceHold hold) => new(
        "Hold", hold.Id.ToString(), $"{Words.Of(hold.Reason)} hold: {Words.Of(hold.Scope)}", Words.Of(hold.State), hold.OpenedAt,
        $"/payees/{hold.PayeeId}");

    public static TraceNode Of(ErpDocument document) => new(
        "ERP document", document.ExternalId,
        $"{document.ErpNumber ?? document.Reference}, {ErpTargets.Of(document.Target).System}",
        Words.Of(document.State), document.AnsweredAt, $"/erp/exports/{document.LastHandoverId}",
        new Money(document.TotalMinor, document.Currency));

    public static TraceNode Of(JournalEntry entry) => new(
        "Entry", entry.Id.ToString(), Words.Of(entry.Family), "Posted", entry.BookedAt, $"/ledger/entries/{entry.Id}");
}
