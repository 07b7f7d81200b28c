using OpsPortal.Components;
using OpsPortal.Domain.Erp;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>The room's words and colours.</summary>
internal static class ErpWords
{
    public static string Of(ErpGranularity granularity) => granularity switch
    {
        ErpGranularity.PerEntry => "Entry by entry",
        ErpGranularity.PerDay => "In sum by day",
        _ => "In sum by month",
    };

    public static string Of(ErpChoice choice) => choice switch
    {
        ErpChoice.New => "What was never handed over",
        ErpChoice.Rejected => "What was rejected, again",
        _ => "What has no answer, again",
    };

    /// <summary>What an export holds, on one line of the list: the usual choice needs no words.</summary>
    public static string Of(ErpHandover handover) => handover.Choice switch
    {
        ErpChoice.New => Short(handover.Granularity),
        ErpChoice.Rejected => $"{Short(handover.Granularity)}, rejected",
        _ => $"{Short(handover.Granularity)}, unanswered",
    };

    /// <summary>What somebody has to do about the documents of an export that the ERP has not taken.</summary>
    public static IEnumerable<string> ToDo(ErpCounts counts)
    {
        if (counts.Rejected > 0)
            yield return $"{counts.Rejected} rejected: mend the cause, then hand over \"{Of(ErpChoice.Rejected)}\".";
        if (counts.Waiting > 0)
            yield return $"{counts.Waiting} without an answer: import the ERP's result.";
    }

    /// <summary>What became of documents that this export no longer counts.</summary>
    public static string Of(ErpSentAgain later) =>
        $"{later.Count} sent again by export {later.Number} on {DayWords.Of(later.At)}";

    public static string Of(ErpAnswerKind kind) => kind switch
    {
        ErpAnswerKind.Taken => "Taken",
        ErpAnswerKind.SameAgain => "Said before",
        ErpAnswerKind.Contradiction => "Contradicts an earlier answer",
        _ => "Refused",
    };

    /// <summary>A line is taken in though it says that the ERP took nothing: the two must not look alike.</summary>
    public static string Of(ErpResultLine line) => IsRejection(line) ? "Rejected by the ERP" : Of(line.Kind);

    public static Tone Tone(ErpResultLine line) => IsRejection(line) ? Components.Tone.Bad : Tone(line.Kind);

    public static Tone Tone(ErpDocumentState state) => state switch
    {
        ErpDocumentState.Accepted or ErpDocumentState.AlreadyThere => Components.Tone.Good,
        ErpDocumentState.Rejected => Components.Tone.Bad,
        _ => Components.Tone.Info,
    };

    public static Tone Tone(ErpAnswerKind kind) => kind switch
    {
        ErpAnswerKind.Taken => Components.Tone.Good,
        ErpAnswerKind.SameAgain => Components.Tone.Neutral,
        _ => Components.Tone.Bad,
    };

    private static bool IsRejection(ErpResultLine line) =>
        line.Kind == ErpAnswerKind.Taken && ErpResultReader.ActionOf(line.Status) == ErpDocumentAction.Reject;

    private static string Short(ErpGranularity granularity) => granularity switch
    {
        ErpGranularity.PerEntry => "By entry",
        ErpGranularity.PerDay => "By day",
        _ => "By month",
    };
}
