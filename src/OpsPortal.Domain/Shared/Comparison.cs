namespace OpsPortal.Domain.Shared;

/// <summary>One value as it stands and as it would stand, in words.</summary>
public sealed record Comparison(string What, string Before, string After)
{
    public bool IsChanged => Before != After;
}
