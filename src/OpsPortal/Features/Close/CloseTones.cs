using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>How the states of the close look.</summary>
internal static class CloseTones
{
    public static Tone Of(CloseState state) => state switch
    {
        CloseState.Open => Tone.Neutral,
        CloseState.Preparing => Tone.Info,
        CloseState.Prepared or CloseState.Reviewed => Tone.Warn,
        CloseState.Signed => Tone.Good,
        CloseState.Reopened => Tone.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>A month that is not over is under way, whatever its close.</summary>
    public static string Words(CloseState state, bool isOver) => isOver ? Components.Words.Of(state) : "Under way";

    public static Tone Of(SampleResult result) => result switch
    {
        SampleResult.Waiting => Tone.Warn,
        SampleResult.Passed or SampleResult.Treated => Tone.Good,
        SampleResult.Failed => Tone.Bad,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static Tone Of(CheckpointState state) => state switch
    {
        CheckpointState.Due => Tone.Info,
        CheckpointState.Missed => Tone.Bad,
        CheckpointState.Done => Tone.Warn,
        CheckpointState.Reviewed => Tone.Good,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Days with one decimal, such as "5.2 days".</summary>
    public static string Days(Duration duration) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{duration.TotalDays:0.0} days");
}
