using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsPortal.Components;

/// <summary>What the address of the page asks for.</summary>
internal static class AddressQuery
{
    /// <summary>The value under a name of the query; null where it does not stand there.</summary>
    public static string? QueryValue(this NavigationManager navigation, string name) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
