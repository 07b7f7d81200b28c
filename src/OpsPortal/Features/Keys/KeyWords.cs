using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Keys;

/// <summary>How keys read and look.</summary>
internal static class KeyWords
{
    public static MarkupString State(Instant? revokedAt, Instant? takenOnAt) => (revokedAt, takenOnAt) switch
    {
        ({ }, _) => Draw.State("Revoked"),
        (_, null) => Draw.State("Not taken on", Tone.Warn),
        _ => Draw.State("In force", Tone.Good),
    };
}
