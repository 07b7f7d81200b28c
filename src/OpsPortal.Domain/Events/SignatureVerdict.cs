namespace OpsPortal.Domain.Events;

/// <summary>What a signature check found. Only <see cref="Good"/> lets a body in.</summary>
public enum SignatureVerdict
{
    Good,
    NoHeader,
    Malformed,
    TooOld,
    FromTheFuture,
    Wrong,
    NoSecret,
}
