namespace OpsPortal.Components;

/// <summary>How a state feels: drawn as a shape and a colour beside its words.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}
