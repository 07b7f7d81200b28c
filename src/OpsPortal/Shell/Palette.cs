using System.Net;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>What the command palette offers: a line for each room, drawn once for all open pages.</summary>
internal static class Palette
{
    public const string Security = "/account/security";

    private static readonly Dictionary<string, MarkupString> Entries = Rooms.All.Select(room => (room.Name, room.Route))
        .Append(("Security and sessions", Security)).ToDictionary(entry => entry.Item2, entry => Draw(entry.Item1, entry.Item2));

    /// <param name="route">Where the line leads: the route of a room, or <see cref="Security"/>.</param>
    public static MarkupString Entry(string route) => Entries[route];

    private static MarkupString Draw(string name, string route)
    {
        var words = WebUtility.HtmlEncode(name);
        return new($"<li role=\"option\" id=\"go-{route.Replace('/', '-')}\" aria-selected=\"false\" data-href=\"{route}\" "
            + $"data-name=\"{words}\"><span>{words}</span><span class=\"quiet\" aria-hidden=\"true\">{route}</span></li>");
    }
}
