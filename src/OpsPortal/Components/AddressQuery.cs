using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsPortal.Components;

/// <summary>What the address of the page asks for.</summary>
internal static class AddressQuery
{
    /// <summary>The value under a name of the query; null where it does not stand there.</summary>
    public static string? QueryValue(this NavigationManager navigation, string name) =>
        QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>What an address names of a closed list, read alike by a page and by its file; null where it names
    /// nothing.</summary>
    public static TEnum? Choice<TEnum>(string? name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(name, out var choice) ? choice : null;

    /// <summary>The address of a file with all rows of what the page shows: the same filters, whatever page is shown.</summary>
    /// <param name="navigation">Where the page stands.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="also">What the file is asked for beside the filters of the page.</param>
    public static string FileOf(this NavigationManager navigation, string path, string? also = null) =>
        QueryHelpers.AddQueryString(also is null ? path : $"{path}?{also}",
            QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).Where(part => part.Key != "page"));
}
