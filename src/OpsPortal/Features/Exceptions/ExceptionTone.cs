using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>How a case feels: resolved is good, late is bad.</summary>
internal static class ExceptionTone
{
    public static Tone Of(ExceptionState state, Instant dueAt, Instant now) => state switch
    {
        ExceptionState.Resolved => Tone.Good,
        _ when dueAt <= now => Tone.Bad,
        ExceptionState.Assigned => Tone.Info,
        _ => Tone.Warn,
    };
}
