using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Documents;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Close.Pack.Sections;

namespace OpsPortal.Features.Close.Pack;

internal sealed record PackSignature(string Step, string Name, Instant At);

/// <summary>What stands on the cover and in the summary of a pack.</summary>
internal sealed record PackFacts(
    PackCompany Company, PeriodClose Close, IReadOnlyList<PackSignature> Signatures, PackChainHead? Chain,
    IReadOnlyList<PaperChart> Charts)
{
    public string Month => Close.YearMonth.ToString("MMMM uuuu", CultureInfo.InvariantCulture);

    public static async Task<PackFacts> ReadAsync(CloseScope scope, PeriodClose close, CancellationToken ct)
    {
        var company = await PackBooks.CompanyAsync(scope, ct);
        return new PackFacts(company, close, await SignaturesAsync(scope, close, ct), await ChainAsync(scope, ct),
            [
                .. await LiabilitiesAsync(scope, ct), .. await AgeingAsync(scope, ct),
                .. await PackMovements.ChartsAsync(scope, ct),
            ]);
    }

    // Names as they were when the people signed: the audit log keeps them.
    private static async Task<IReadOnlyList<PackSignature>> SignaturesAsync(
        CloseScope scope, PeriodClose close, CancellationToken ct)
    {
        var people = await PackBooks.PeopleAsync(scope, ct);
        var subject = close.Id.Value;
        var log = (await scope.Db.Set<AuditRow>().AsNoTracking()
                .Where(row => row.SubjectId == subject && row.PersonId != null && row.At <= scope.Now)
                .Select(row => new { row.PersonId, row.Who, row.At }).ToListAsync(ct))
            .OrderBy(row => row.At).ThenBy(row => row.Who, StringComparer.Ordinal)
            .GroupBy(row => row.PersonId!.Value).ToDictionary(group => group.Key, group => group.First().Who);
        (string Step, PersonId? By, Instant? At)[] steps =
        [
            ("Prepared", close.PreparedBy, close.PreparedAt), ("Reviewed", close.ReviewedBy, close.ReviewedAt),
            ("Signed", close.SignedBy, close.SignedAt),
        ];
        return
        [
            .. steps.Where(step => step is { By: not null, At: not null }).Select(step => new PackSignature(step.Step,
                log.GetValueOrDefault(step.By!.Value) ?? people.GetValueOrDefault(step.By.Value, ""), step.At!.Value)),
        ];
    }

    private static async Task<PackChainHead?> ChainAsync(CloseScope scope, CancellationToken ct)
    {
        var head = await (from seal in scope.Db.Set<AuditSeal>().AsNoTracking()
                          join row in scope.Db.Set<AuditRow>() on seal.RowId equals row.Id
                          where row.At <= scope.Now
                          orderby seal.Sequence descending
                          select seal).FirstOrDefaultAsync(ct);
        return head is null ? null : new PackChainHead(head.Sequence, head.Hash);
    }

    private static async Task<IEnumerable<PaperChart>> LiabilitiesAsync(CloseScope scope, CancellationToken ct)
    {
        var opening = await PackBooks.BalancesAsync(scope, scope.FirstDay.PlusDays(-1), ct);
        var closing = await PackBooks.BalancesAsync(scope, scope.LastDay, ct);
        var buckets = Enum.GetValues<LiabilityBucket>().Where(bucket => bucket != LiabilityBucket.None).ToList();
        decimal Of(Dictionary<(Account Account, Currency Currency), long> balances, LiabilityBucket bucket, Currency currency) =>
            Major(-balances.Where(held => held.Key.Currency == currency && ChartOfAccounts.Of(held.Key.Account).Bucket == bucket)
                .Sum(held => held.Value), currency);
        return opening.Keys.Union(closing.Keys).Select(key => key.Currency).Distinct().Order().Select(currency => new PaperChart(
            "Liabilities by bucket", currency.Code, IsLine: false, [.. buckets.Select(bucket => Components.Words.Of(bucket))],
            [
                new("At the month's end", [.. buckets.Select(bucket => Of(closing, bucket, currency))]),
                new("Before the month", [.. buckets.Select(bucket => Of(opening, bucket, currency))]),
            ]));
    }

    private static async Task<IEnumerable<PaperChart>> AgeingAsync(CloseScope scope, CancellationToken ct)
    {
        var open = await OpenReceivable.ReadAsync(scope, ct);
        return open.GroupBy(row => row.Invoice.Currency).OrderBy(group => group.Key).Select(group => new PaperChart(
            "Open receivables by age", group.Key.Code, IsLine: false, [.. Ageing.Buckets.Select(Ageing.Words)],
            [
                new("Open", [.. Ageing.Buckets.Select(bucket => Major(
                    group.Where(row => Ageing.BucketOf(row.Invoice.DueOn ?? scope.LastDay, scope.LastDay) == bucket)
                        .Sum(row => row.Minor), group.Key))]),
            ]));
    }

    public static decimal Major(long minor, Currency currency) => (decimal)minor / currency.MinorPerMajor;
}
