using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Documents;

/// <summary>The rows of a list for a file: all of them, or a refusal; a file never ends early without saying so.</summary>
internal static class FileRows
{
    /// <summary>More than a spreadsheet is pleasant with, and little enough to be held in memory for each reader.</summary>
    public const int Most = 50_000;

    public static async Task<Outcome<IReadOnlyList<TRow>>> AllAsync<TRow>(
        IQueryable<TRow> rows, CancellationToken ct, int most = Most)
    {
        var read = await rows.Take(most + 1).ToListAsync(ct);
        return read.Count > most ? SharedRefusals.TooManyForAFile(most) : read;
    }
}
