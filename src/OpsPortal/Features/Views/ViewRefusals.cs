namespace OpsPortal.Features.Views;

/// <summary>What is refused about saved views, with its words.</summary>
internal static class ViewRefusals
{
    public static Refusal TooManyViews(int most) => new(
        "views.too-many", "Not saved: that is too many views.", $"A person keeps {most} views of a list at most.",
        "Forget one that you no longer use.");
}
