using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Who signed what in the month, and under which content.</summary>
[Part]
internal sealed class ApprovalsSection : IPackSection
{
    public int Order => 700;

    public string Code => "approvals";

    public string Title => "Approvals and sign-offs";

    public string Purpose =>
        "Every signature under a payout batch given in the month, and those under this close and its tie-outs "
        + "until it was signed, each with the hash of the content that was signed and what the person was shown; and each file "
        + "under the close's checklist with the SHA-256 of its bytes.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Signed at", PackCell.Instant), new("What", PackCell.Text), new("Batch", PackCell.Id), new("Person", PackCell.Text),
        new("Roles", PackCell.Text), new("Currency", PackCell.Currency), new("Shown total", PackCell.Money),
        new("Shown items", PackCell.Count), new("Content hash", PackCell.Text),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = (await BatchesAsync(scope, ct)).Concat(await CloseAsync(scope, ct));
        foreach (var row in rows.OrderBy(row => row.At).ThenBy(row => row.Cells[1], StringComparer.Ordinal)
            .ThenBy(row => row.Cells[2], StringComparer.Ordinal).ThenBy(row => row.Cells[3], StringComparer.Ordinal)
            .ThenBy(row => row.Cells[^1], StringComparer.Ordinal))
            yield return row.Cells;
    }

    private static async Task<IEnumerable<(Instant At, string[] Cells)>> BatchesAsync(CloseScope scope, CancellationToken ct)
    {
        var (begin, end) = await PackBooks.MonthAsync(scope, ct);
        var rows = await (from approval in scope.Db.Set<Approval>().AsNoTracking()
                          join batch in scope.Db.Set<PayoutBatch>() on approval.BatchId equals batch.Id
                          where batch.LegalEntityId == scope.LegalEntityId && approval.ApprovedAt >= begin
                              && approval.ApprovedAt < end
                              && approval.ApprovedAt <= scope.Now
                          select new { approval, batch.Number, batch.Currency,
                              HasItems = batch.Items.Any() }).ToListAsync(ct);
        return rows.Select(row => (row.approval.ApprovedAt, (string[])
        [
            PackText.Of(row.approval.ApprovedAt), "Payout batch approved", row.HasItems ? row.Number : "",
            row.approval.PersonName,
            row.approval.Roles, row.Currency.Code, PackText.Of(row.approval.ShownTotalMinor, row.Currency),
            PackText.Of(row.approval.ShownCount), row.approval.ContentHash,
        ]));
    }

    private static async Task<IEnumerable<(Instant At, string[] Cells)>> CloseAsync(CloseScope scope, CancellationToken ct)
    {
        var people = await PackBooks.PeopleAsync(scope, ct);
        if (await PackBooks.CloseAsync(scope, ct) is not { } close)
            return [];
        var checklist = await Checklists.OfAsync(scope.Db, close, ct);
        var files = await scope.Db.Set<CloseEvidence>().AsNoTracking().Where(file => file.CloseId == close.Id).ToListAsync(ct);
        var runs = await scope.Db.Set<TieOutRun>().AsNoTracking()
            .Where(run => run.CloseId == close.Id && run.SignedAt <= scope.Now).ToListAsync(ct);
        (Instant? At, PersonId? By, string What, string? Hash)[] signed =
        [
            (close.PreparedAt, close.PreparedBy, "Close prepared", close.ContentHash),
            (close.ReviewedAt, close.ReviewedBy, "Close reviewed", close.ContentHash),
            (close.SignedAt, close.SignedBy, "Close signed", close.ContentHash),
            .. runs.Select(run => (run.SignedAt, run.SignedBy, $"Tie-out signed: {run.Name}", (string?)run.Hash)),
            .. files.Select(file => ((Instant?)file.AddedAt, (PersonId?)file.AddedBy,
                $"Evidence filed: {checklist.Of(file.Code)?.Name ?? file.Code}: {file.FileName}", (string?)file.Hash)),
        ];
        return signed.Where(one => one is { At: not null, By: not null }).Select(one => (one.At!.Value, (string[])
        [
            PackText.Of(one.At), one.What, "", people.GetValueOrDefault(one.By!.Value, ""), "", "", "", "", one.Hash ?? "",
        ]));
    }
}
