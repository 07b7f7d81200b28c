using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every case of the month with what people said and brought, also where it contradicts.</summary>
[Part]
internal sealed class ExceptionLogSection : IPackSection
{
    public int Order => 600;

    public string Code => "exception-log";

    public string Title => "Exception log";

    public string Purpose =>
        "Every case that was open at some time of the month, as it stood when the close was signed. All comments "
        + "and all evidence are kept in their order, also where they contradict each other; files are named with the "
        + "hash of their bytes.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Opened at", PackCell.Instant), new("Type", PackCell.Text), new("What happened", PackCell.Text),
        new("Currency", PackCell.Currency), new("Amount", PackCell.Money), new("Owner", PackCell.Text),
        new("State", PackCell.Text),
        new("Resolution", PackCell.Text), new("Comments", PackCell.Text), new("Evidence", PackCell.Text),
        new("Resolved at", PackCell.Instant, OnlyInCsv: true), new("Root cause", PackCell.Text, OnlyInCsv: true),
        new("Resolving entry", PackCell.Text, OnlyInCsv: true), new("Due at", PackCell.Instant, OnlyInCsv: true),
        new("Reason code", PackCell.Text, OnlyInCsv: true), new("Case", PackCell.Text, OnlyInCsv: true),
        new("Trace id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var (begin, end) = await PackBooks.MonthAsync(scope, ct);
        var people = await PackBooks.PeopleAsync(scope, ct);
        var cases = await scope.Db.Set<ExceptionCase>().AsNoTrackingWithIdentityResolution()
            .Include(one => one.Notes).Include(one => one.Evidence).AsSplitQuery()
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.OpenedAt < end && one.OpenedAt <= scope.Now
                && (one.ResolvedAt == null || one.ResolvedAt >= begin))
            .ToListAsync(ct);
        foreach (var one in cases.OrderBy(one => one.OpenedAt).ThenBy(one => one.DedupeKey, StringComparer.Ordinal)
            .ThenBy(one => one.Id.ToString(), StringComparer.Ordinal))
            yield return Cells(one, scope.Now, people);
    }

    private static string[] Cells(ExceptionCase one, Instant now, Dictionary<PersonId, string> people)
    {
        var resolved = one.ResolvedAt is { } at && at <= now;
        string Who(PersonId person) => people.GetValueOrDefault(person, "");
        return
        [
            PackText.Of(one.OpenedAt), Words.Of(one.Type), PackText.Masked(one.Summary), one.Currency?.Code ?? "",
            one is { AmountMinor: { } minor, Currency: { } currency } ? PackText.Of(minor, currency) : "",
                Words.Of(one.OwnerRole),
            resolved ? "Resolved" : "Open", resolved ? PackText.Masked(one.Resolution ?? one.NoMoneyReason ?? "") : "",
            string.Join("\n", one.Notes.Where(note => note.At <= now).OrderBy(note => note.Number)
                .Select(note => $"{PackText.Of(note.At)} {Who(note.By)}: {PackText.Masked(note.Text)}")),
            string.Join("\n", one.Evidence.Where(file => file.AddedAt <= now).OrderBy(file => file.AddedAt)
                .ThenBy(file => file.Hash, StringComparer.Ordinal)
                .Select(file => $"{file.FileName}, added {PackText.Of(file.AddedAt)} by {Who(file.AddedBy)}, "
                    + $"SHA-256 {file.Hash}")),
            resolved ? PackText.Of(one.ResolvedAt) : "", resolved ? one.RootCause ?? "" : "",
            resolved ? PackText.Of(one.ResolvingEntryId?.Value) : "", PackText.Of(one.DueAt), one.ReasonCode,
            PackText.Of(one.Id.Value), PackText.Of(one.InvoiceId?.Value ?? one.ReceiptId?.Value ?? one.PayoutItemId?.Value
                ?? one.ContractId?.Value ?? one.MilestoneId?.Value),
        ];
    }
}
