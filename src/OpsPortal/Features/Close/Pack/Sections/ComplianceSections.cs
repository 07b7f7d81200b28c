using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>The gate decisions of a set of kinds, each with whether it was in force.</summary>
internal static class GateRows
{
    public static readonly IReadOnlyList<PackColumn> Columns =
    [
        new("Payee", PackCell.Text), new("Country", PackCell.Text), new("Gate", PackCell.Text), new("Outcome", PackCell.Text),
        new("In force", PackCell.Text), new("Decided at", PackCell.Instant), new("Decided by", PackCell.Text),
        new("Expires at", PackCell.Instant), new("Override", PackCell.Text), new("Evidence", PackCell.Text),
        new("Policy version", PackCell.Count, OnlyInCsv: true), new("Payee id", PackCell.Text, OnlyInCsv: true),
    ];

    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(
        CloseScope scope, IReadOnlyCollection<GateKind> kinds, [EnumeratorCancellation] CancellationToken ct)
    {
        var payees = await PackBooks.PayeesAsync(scope, ct);
        var countries = await PackBooks.CountriesAsync(scope, ct);
        var accounts = await scope.Db.Set<PayeeAccount>().AsNoTracking().Where(account => account.AddedAt <= scope.Now)
            .GroupBy(account => account.PayeeId).Select(group => new { group.Key, Version = group.Max(one => one.Version) })
            .ToDictionaryAsync(row => row.Key, row => (int?)row.Version, ct);
        var gates = await scope.Db.Set<GateRecord>().AsNoTracking()
            .Where(gate => gate.LegalEntityId == scope.LegalEntityId && gate.DecidedAt <= scope.Now).ToListAsync(ct);
        foreach (var group in gates.Where(gate => kinds.Contains(gate.Kind)).GroupBy(gate => (gate.PayeeId, gate.Kind))
            .OrderBy(group => payees.GetValueOrDefault(group.Key.PayeeId, ""), StringComparer.Ordinal)
            .ThenBy(group => group.Key.PayeeId.ToString(), StringComparer.Ordinal).ThenBy(group => group.Key.Kind))
        {
            var (name, country) = (payees.GetValueOrDefault(group.Key.PayeeId, ""),
                countries.GetValueOrDefault(group.Key.PayeeId, ""));
            var ordered = group.OrderByDescending(gate => gate.DecidedAt)
                .ThenByDescending(gate => gate.Id.ToString(), StringComparer.Ordinal).ToList();
            var counting = ordered.Where(gate => AccountGates.Counts(
                gate.Kind, gate.AccountVersion, accounts.GetValueOrDefault(gate.PayeeId))).ToList();
            foreach (var gate in ordered)
                yield return Cells(gate, name, country, InForce(gate, counting, scope.Now));
        }
    }

    private static string InForce(GateRecord gate, List<GateRecord> counting, Instant now) =>
        !counting.Contains(gate) ? "no, other bank details"
        : gate != counting[0] ? "no, replaced"
        : gate.ExpiresAt is { } over && over <= now ? "no, expired" : "yes";

    private static string[] Cells(GateRecord gate, string payee, string country, string inForce) =>
    [
        payee, country, GateWords.Name(gate.Kind), Words.Of(gate.Outcome), inForce, PackText.Of(gate.DecidedAt),
        gate.DecidedByName, PackText.Of(gate.ExpiresAt), PackText.Masked(gate.Note), PackText.Masked(gate.Evidence),
        PackText.Of(gate.PolicyVersion), PackText.Of(gate.PayeeId.Value),
    ];
}

/// <summary>Every compliance decision about payees, with the notes of those who decided against the rule.</summary>
[Part]
internal sealed class GateReportSection : IPackSection
{
    public int Order => 500;

    public string Code => "compliance-gates";

    public string Title => "Compliance gate report";

    public string Purpose =>
        "Every decision about a payee's gates until the signature, the latest first, with whether it was in force "
        + "then. Earlier decisions stay as evidence, overrides with their notes. Numbers in evidence and notes are "
        + "masked.";

    public IReadOnlyList<PackColumn> Columns => GateRows.Columns;

    public IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(CloseScope scope, CancellationToken ct) =>
        GateRows.ReadAsync(scope, [.. Enum.GetValues<GateKind>().Except(TaxPosturesSection.Kinds)], ct);
}

/// <summary>What is known of payees' taxes.</summary>
[Part]
internal sealed class TaxPosturesSection : IPackSection
{
    public static readonly GateKind[] Kinds = [GateKind.Vat, GateKind.TaxForm];

    public int Order => 510;

    public string Code => "tax-postures";

    public string Title => "Tax documents and postures";

    public string Purpose =>
        "The VAT status and tax forms of payees as they were decided until the signature, the latest first. "
        + "Numbers are masked. Tax withheld and owed stands in the trial balance, accounts 2500 and 2700.";

    public IReadOnlyList<PackColumn> Columns => GateRows.Columns;

    public IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(CloseScope scope, CancellationToken ct) =>
        GateRows.ReadAsync(scope, Kinds, ct);
}

/// <summary>Holds on payees' money.</summary>
[Part]
internal sealed class HoldsSection : IPackSection
{
    public int Order => 520;

    public string Code => "compliance-holds";

    public string Title => "Compliance holds";

    public string Purpose =>
        "Every hold that was open at some time of the month: why, by whom, what would lift it, and the words of "
        + "who lifted it before the signature.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Payee", PackCell.Text), new("Reason", PackCell.Text), new("Scope", PackCell.Text),
        new("Opened at", PackCell.Instant),
        new("Opened by", PackCell.Text), new("Why", PackCell.Text), new("What lifts it", PackCell.Text),
        new("Lifted at", PackCell.Instant), new("Lifted because", PackCell.Text), new("Hold id", PackCell.Text, OnlyInCsv: true),
        new("Payee id", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var (begin, end) = await PackBooks.MonthAsync(scope, ct);
        var people = await PackBooks.PeopleAsync(scope, ct);
        var payees = await PackBooks.PayeesAsync(scope, ct);
        var holds = await scope.Db.Set<ComplianceHold>().AsNoTracking()
            .Where(hold => hold.LegalEntityId == scope.LegalEntityId && hold.OpenedAt < end && hold.OpenedAt <= scope.Now
                && (hold.ClosedAt == null || hold.ClosedAt >= begin)).ToListAsync(ct);
        foreach (var hold in holds.OrderBy(hold => hold.OpenedAt).ThenBy(hold => hold.Id.ToString(), StringComparer.Ordinal))
        {
            var isLifted = hold.ClosedAt is { } closed && closed <= scope.Now;
            yield return
            [
                payees.GetValueOrDefault(hold.PayeeId, ""), Words.Of(hold.Reason), Words.Of(hold.Scope),
                PackText.Of(hold.OpenedAt), people.GetValueOrDefault(hold.OpenedBy, ""), PackText.Masked(hold.Words),
                PackText.Masked(hold.Remediation),
                isLifted ? PackText.Of(hold.ClosedAt) : "", isLifted ? PackText.Masked(hold.ClosingWords ?? "") : "",
                PackText.Of(hold.Id.Value), PackText.Of(hold.PayeeId.Value),
            ];
        }
    }
}
