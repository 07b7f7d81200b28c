using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>Who did what to all versions of a month's close, in order.</summary>
internal static class CloseChain
{
    public static List<TimelineEntry> Of(CloseDetail.Answer answer)
    {
        var entries = new List<TimelineEntry>();
        foreach (var close in answer.Versions)
        {
            Add(close.BegunAt, close.BegunBy, "Begun", null, Tone.Neutral);
            Add(close.PreparedAt, close.PreparedBy, "Prepared", null, Tone.Info);
            Add(close.ReviewedAt, close.ReviewedBy, "Reviewed", null, Tone.Info);
            Add(close.SignedAt, close.SignedBy, "Signed", $"Figures {close.ContentHash?[..16]}", Tone.Good);
            foreach (var ended in close.EndedReopenings)
            {
                Add(ended.AskedAt, ended.AskedBy, "Asked to reopen", ended.Reason, Tone.Warn);
                Add(ended.At, ended.By, WordsOf(ended.How), ended.Note, Tone.Neutral);
            }

            Add(close.ReopenAskedAt, close.ReopenAskedBy, "Asked to reopen", close.ReopenReason, Tone.Warn);
            Add(close.ReopenedAt, close.ReopenedBy, "Reopened", null, Tone.Warn);

            void Add(Instant? at, PersonId? by, string what, string? note, Tone tone)
            {
                if (at is { } when)
                    entries.Add(new(when, close.Version == 1 ? what : $"{what}, version {close.Version}",
                        by is { } who ? answer.Names.GetValueOrDefault(who) : null, note, tone));
            }
        }

        return entries;
    }

    private static string WordsOf(ReopeningEnd how) => how switch
    {
        ReopeningEnd.Withdrawn => "Request to reopen withdrawn",
        ReopeningEnd.Refused => "Reopening refused",
        _ => "Request to reopen lapsed: nobody confirmed it in time",
    };
}
