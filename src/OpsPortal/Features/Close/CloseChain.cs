namespace OpsPortal.Features.Close;

/// <summary>Who did what to all versions of a month's close, in order.</summary>
internal static class CloseChain
{
    public static List<Components.TimelineEntry> Of(CloseDetail.Answer answer)
    {
        var entries = new List<Components.TimelineEntry>();
        foreach (var close in answer.Versions)
        {
            Add(close.BegunAt, close.BegunBy, "Begun", null, Components.Tone.Neutral);
            Add(close.PreparedAt, close.PreparedBy, "Prepared", null, Components.Tone.Info);
            Add(close.ReviewedAt, close.ReviewedBy, "Reviewed", null, Components.Tone.Info);
            Add(close.SignedAt, close.SignedBy, "Signed", $"Figures {close.ContentHash?[..16]}", Components.Tone.Good);
            Add(close.ReopenAskedAt, close.ReopenAskedBy, "Asked to reopen", close.ReopenReason, Components.Tone.Warn);
            Add(close.ReopenedAt, close.ReopenedBy, "Reopened", null, Components.Tone.Warn);

            void Add(Instant? at, PersonId? by, string what, string? note, Components.Tone tone)
            {
                if (at is { } when)
                    entries.Add(new(when, close.Version == 1 ? what : $"{what}, version {close.Version}",
                        by is { } who ? answer.Names.GetValueOrDefault(who) : null, note, tone));
            }
        }

        return entries;
    }
}
