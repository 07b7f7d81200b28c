using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>A journal document as the ERP knows it: one of our entries, or several in sum. Its external id never changes,
/// however often it is sent.</summary>
public sealed class ErpDocument
{
    public const int IdLength = 230;
    public const int NumberLength = 60;
    public const int MessageLength = 500;

    private ErpDocument()
    {
    }

    public ErpDocument(ErpDocumentId id, LegalEntityId entity, ErpTarget target, JournalDocument made, ErpGranularity granularity)
    {
        Id = id;
        LegalEntityId = entity;
        Target = target;
        ExternalId = made.ExternalId;
        Reference = made.Reference;
        PostedOn = made.PostedOn;
        Currency = made.Currency;
        TotalMinor = made.TotalMinor;
        EntryCount = made.Covers.Count;
        Granularity = granularity;
    }

    public ErpDocumentId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ErpTarget Target { get; private set; }

    /// <summary>By which the ERP knows it; unique in the target for ever.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Our own name of what it stands for, of which the external id is made.</summary>
    public string Reference { get; private set; } = "";

    public LocalDate PostedOn { get; private set; }

    public Currency Currency { get; private set; }

    /// <summary>The sum of its debits, which is that of its credits.</summary>
    public long TotalMinor { get; private set; }

    public int EntryCount { get; private set; }

    public ErpGranularity Granularity { get; private set; }

    public ErpDocumentState State { get; private set; }

    /// <summary>The ERP's own number of it, once it said one.</summary>
    public string? ErpNumber { get; private set; }

    /// <summary>What the ERP said when it rejected it.</summary>
    public string? Message { get; private set; }

    public Instant? AnsweredAt { get; private set; }

    /// <summary>The handover that sent it last.</summary>
    public ErpHandoverId LastHandoverId { get; private set; }

    public int TimesSent { get; private set; }

    public int Revision { get; private set; }

    public bool IsTaken => State is ErpDocumentState.Accepted or ErpDocumentState.AlreadyThere;

    /// <summary>It goes out with a handover, for the first time or again.</summary>
    public Outcome Send(ErpHandoverId handover)
    {
        if (TimesSent > 0)
        {
            if (ErpDocumentLifecycle.Next(State, ErpDocumentAction.SendAgain) is not { } next)
                return ErpRefusals.NotToSend(ExternalId, State);
            State = next;
        }

        (LastHandoverId, TimesSent) = (handover, TimesSent + 1);
        return Outcome.Done;
    }

    /// <summary>Takes what the ERP says of it. The same again changes nothing; what contradicts an earlier answer is told and
    /// changes nothing.</summary>
    public ErpAnswerKind Take(ErpAnswer answer, Instant now)
    {
        if (State != ErpDocumentState.Sent)
            return Agrees(answer) ? ErpAnswerKind.SameAgain : ErpAnswerKind.Contradiction;
        State = ErpDocumentLifecycle.Next(State, answer.Status)!.Value;
        ErpNumber = IsTaken ? answer.Number : null;
        Message = IsTaken ? null : Cut(answer.Message);
        AnsweredAt = now;
        return ErpAnswerKind.Taken;
    }

    private bool Agrees(ErpAnswer answer) => IsTaken
        ? answer.Status != ErpDocumentAction.Reject && answer.Number == ErpNumber
        : answer.Status == ErpDocumentAction.Reject;

    private static string Cut(string text) => text.Length <= MessageLength ? text : $"{text[..(MessageLength - 1)]}…";
}

/// <summary>An entry and the document that carries it: one document for each target, for ever.</summary>
public sealed class ErpCover
{
    private ErpCover()
    {
    }

    public ErpCover(ErpDocumentId document, EntryId entry, ErpTarget target) =>
        (DocumentId, EntryId, Target) = (document, entry, target);

    public ErpDocumentId DocumentId { get; private set; }

    public EntryId EntryId { get; private set; }

    public ErpTarget Target { get; private set; }
}

/// <summary>That a handover carried a document.</summary>
public sealed class ErpSending
{
    private ErpSending()
    {
    }

    public ErpSending(ErpHandoverId handover, ErpDocumentId document) => (HandoverId, DocumentId) = (handover, document);

    public ErpHandoverId HandoverId { get; private set; }

    public ErpDocumentId DocumentId { get; private set; }
}
