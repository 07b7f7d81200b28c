using System.Globalization;
using System.Text;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Identity;

namespace OpsPortal.Documents;

/// <summary>What a list gives to a spreadsheet, each column once, for CSV and for XLSX: all rows of what is filtered for who may
/// read them, and in words why not for who may not.</summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="most">The most rows; beyond, the file is refused, for a part of a list would look whole.</param>
internal sealed class ListFile<TRow>(string name, int most = ListPlace.MostOfAFile)
{
    private readonly List<SheetColumn> columns = [];
    private readonly List<Func<TRow, string?>> cells = [];

    public ListFile<TRow> Text(string head, Func<TRow, string?> cell) => Column(head, SheetCell.Text, cell);

    public ListFile<TRow> Count(string head, Func<TRow, long?> cell) =>
        Column(head, SheetCell.Number, row => cell(row)?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number that is no amount and no count, as a person reads it.</summary>
    public ListFile<TRow> Number(string head, Func<TRow, string?> cell) => Column(head, SheetCell.Number, cell);

    public ListFile<TRow> Day(string head, Func<TRow, LocalDate?> cell) =>
        Column(head, SheetCell.Date, row => cell(row) is { } day ? LocalDatePattern.Iso.Format(day) : null);

    public ListFile<TRow> Moment(string head, Func<TRow, Instant?> cell) =>
        Column(head, SheetCell.Instant, row => CsvCells.Text(cell(row)));

    /// <summary>An amount as a decimal; its currency stands in a column of its own.</summary>
    public ListFile<TRow> Amount(string head, Func<TRow, Money?> cell) =>
        Column(head, SheetCell.Money, row => cell(row)?.ToDecimalString());

    /// <param name="http">The request of the signed-in person.</param>
    /// <param name="kind"><c>csv</c> or <c>xlsx</c>.</param>
    /// <param name="read">The use case that is asked, for a place of <see cref="ListPlace.Whole"/> where it has pages.</param>
    /// <param name="rows">The rows of its answer.</param>
    public async Task<IResult> AnswerAsync<T>(
        HttpContext http, string kind, Func<Actor, Task<Outcome<T>>> read, Func<T, IEnumerable<TRow>> rows)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var found = await read(actor);
        if (found.IsRefused)
            return ListFiles.Refused(found.Refusal);
        var taken = rows(found.Value).Take(most + 1).ToList();
        if (taken.Count > most)
            return ListFiles.Refused(SharedRefusals.TooManyForAFile(most));
        return kind == "xlsx"
            ? Results.File(Workbook(taken), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{name}.xlsx")
            : Results.File(Encoding.UTF8.GetBytes(Csv(taken)), "text/csv; charset=utf-8", $"{name}.csv");
    }

    private string Csv(List<TRow> rows)
    {
        var csv = new StringBuilder().AppendJoin(',', columns.Select(column => column.Head)).Append('\n');
        foreach (var row in rows)
            csv.AppendJoin(',', cells.Select(cell => CsvCells.Of(cell(row)))).Append('\n');
        return csv.ToString();
    }

    private byte[] Workbook(List<TRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var workbook = new XlsxWriter(bytes))
        {
            using var sheet = workbook.Begin(name, columns);
            foreach (var row in rows)
                sheet.Row([.. cells.Select(cell => cell(row) ?? "")]);
        }

        return bytes.ToArray();
    }

    private ListFile<TRow> Column(string head, SheetCell kind, Func<TRow, string?> cell)
    {
        columns.Add(new SheetColumn(head, kind));
        cells.Add(cell);
        return this;
    }
}

/// <summary>Where the files of lists are served.</summary>
internal static class ListFiles
{
    /// <summary>As many rows as a sheet of a workbook has below its head, rounded.</summary>
    public const int MostOfASheet = 1_000_000;

    /// <summary>Serves a list under its path with <c>.csv</c> and with <c>.xlsx</c>.</summary>
    public static void MapFile(this IEndpointRouteBuilder app, string path, Delegate answer) =>
        app.MapGet($"{path}.{{kind:regex(^(csv|xlsx)$)}}", answer).RequireAuthorization().ExcludeFromDescription();

    /// <summary>All rows, in the order that the address names.</summary>
    public static ListPlace WholeList(this HttpContext http) => ListPlace.Whole(http.Request.Query["sort"]);

    public static IResult Refused(Refusal refusal) => Results.Text(refusal.Text, statusCode: ApiProblem.StatusOf(refusal));
}
