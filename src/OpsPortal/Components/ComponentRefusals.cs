namespace OpsPortal.Components;

/// <summary>The refusals that pages make themselves.</summary>
internal static class ComponentRefusals
{
    public static Refusal Unexpected(string requestId) => new(
        "page.unexpected", "Not done: something went wrong on our side.", $"The fault is recorded under request {requestId}.",
        "Try again; if it happens again, give that number to support.");

    public static Refusal Unavailable(string source) => new(
        "page.unavailable", $"Unavailable: {source} cannot be read now.", "It did not answer.", "Try again in a moment.");
}
