namespace OpsPortal.Components;

/// <summary>The refusals that pages make themselves.</summary>
internal static class ComponentRefusals
{
    public static Refusal Unexpected(string requestId) => new(
        "page.unexpected", "Not done: something went wrong on our side.", $"The fault is recorded under request {requestId}.",
        "Try again; if it happens again, give that number to support.");

    public static Refusal BadAddress => new(
        "page.bad-address", "Not shown: the address cannot be read.",
        "What stands behind its question mark is not what this page expects; a link may have been cut off.",
        "Open the page without it, or ask for the whole link.");

    public static Refusal BadRequest => new(
        "page.bad-request", "Not done: the request cannot be read.",
        "What was sent is broken, was cut off, or holds signs that are none.", "Open the page anew and try again.");

    public static Refusal Unavailable(string source) => new(
        "page.unavailable", $"Unavailable: {source} cannot be read now.", "It did not answer.", "Try again in a moment.");
}
