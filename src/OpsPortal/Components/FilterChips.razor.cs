using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Filters that live in the address, so that a view can be shared and bookmarked.</summary>
public sealed partial class FilterChips
{
    private string current = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>What is filtered, such as "State".</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The name in the query, such as <c>state</c>.</summary>
    [Parameter, EditorRequired]
    public string Query { get; set; } = "";

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Options { get; set; } = [];

    protected override void OnParametersSet() => current = Navigation.QueryValue(Query) ?? "";

    private string HrefOf(string value) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [Query] = value.Length == 0 ? null : value,
        ["page"] = null,
    });
}

/// <summary>One choice of a filter; the empty value means all.</summary>
public sealed record FilterOption(string Value, string Text, int? Count = null)
{
    /// <summary>More about what it holds, for who points at it.</summary>
    public string? Title { get; init; }

    /// <summary>A state or kind as a choice: its name in the address, its words on the chip.</summary>
    public static FilterOption Of(Enum value, int? count = null) => new(value.ToString(), Words.Of(value), count);
}
