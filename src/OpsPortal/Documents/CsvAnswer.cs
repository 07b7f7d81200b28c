using System.Text;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Identity;

namespace OpsPortal.Documents;

/// <summary>Rows as a file for spreadsheets, for who may read them; in words why not for who may not.</summary>
internal static class CsvAnswer
{
    /// <param name="http">The request of the signed-in person.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="head">The names of the columns, with commas between them.</param>
    /// <param name="read">The use case that is asked.</param>
    /// <param name="rows">The cells of each row.</param>
    public static async Task<IResult> OfAsync<T>(
        HttpContext http, string name, string head, Func<Actor, Task<Outcome<T>>> read,
        Func<T, IEnumerable<IEnumerable<string?>>> rows)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var found = await read(actor);
        if (found.IsRefused)
            return Results.Text(found.Refusal.Text, statusCode: ApiProblem.StatusOf(found.Refusal));
        var csv = new StringBuilder(head).Append('\n');
        foreach (var cells in rows(found.Value))
            csv.AppendJoin(',', cells.Select(CsvCells.Of)).Append('\n');
        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", name);
    }
}
