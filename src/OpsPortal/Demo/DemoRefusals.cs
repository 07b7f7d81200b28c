namespace OpsPortal.Demo;

/// <summary>What the demo refuses, with its words.</summary>
internal static class DemoRefusals
{
    public static Refusal NoTemplate => new(
        "demo.no-template", "Refused: this demo cannot be reset here.",
        "Its first state was not kept: it is older, or its database does not allow it.",
        "Stop the app, drop the demo's database or data folder, and start again.");
}
