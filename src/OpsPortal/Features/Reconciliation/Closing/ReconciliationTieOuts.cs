using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Reconciliation.Sources;

namespace OpsPortal.Features.Reconciliation.Closing;

/// <summary>Nothing that differs is without an explanation. What a later month makes of an item asks nothing of this
/// one.</summary>
[Part]
internal sealed class BreaksTieOut : ITieOut
{
    public int Order => 60;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var open = (await MonthRuns.BreaksAsync(scope, ct)).Where(one => one.State == BreakState.Open).ToList();
        var seen = await MonthRuns.LastSeenAsync(scope, open, ct);
        open.RemoveAll(one => seen.GetValueOrDefault(one.Id)?.IsExplained(scope.Now) == true);
        return new TieOut(
            "breaks", "No unexplained break", $"Breaks dated up to {DayWords.Of(scope.LastDay)}", "Unexplained", "Allowed",
            [.. Enum.GetValues<ReconciliationLayer>().Select(layer => new TieOutLine(
                BreakWords.Of(layer), null, open.Count(one => one.Layer == layer), 0, "/reconciliation"))]);
    }
}

/// <summary>Each bank account stands in our books as in its statement, but for what the last run lists and somebody
/// explained.</summary>
[Part]
internal sealed class BankTieOut : ITieOut
{
    public int Order => 61;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, last) = (scope.LegalEntityId, scope.LastDay);
        var accounts = await scope.Db.Set<TreasuryAccount>().AsNoTracking().Where(one => one.LegalEntityId == entity)
            .ToListAsync(ct);
        var sums = await scope.Db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == entity && line.Account == Account.BankCash && line.BankAccountId != null
                && line.BookedOn <= last)
            .GroupBy(line => line.BankAccountId!.Value)
            .Select(group => new { Id = group.Key, Minor = group.Sum(line => line.AmountMinor) }).ToListAsync(ct);
        var balances = sums.ToDictionary(row => row.Id, row => row.Minor);
        var runs = (await MonthRuns.LastAsync(scope, ct)).Where(run => run.Layer == ReconciliationLayer.BankToSubledger).ToList();
        var reconciled = new ReconciledBalances(await MonthRuns.SeenByAsync(scope, runs, ct), scope.Now);
        return new TieOut(
            "bank", "Bank accounts equal their statements", ReconciledBalances.Basis(scope), "Our books", "Statement and breaks",
            [.. accounts.OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Iban, StringComparer.Ordinal)
                .Select(one => reconciled.Line(
                    one.Name, one.Currency, balances.GetValueOrDefault(one.Id),
                    runs.Find(run => run.Scope == one.Id.ToString() && run.DateBasis == DateBasis.BookedOn)))
                .Where(line => line is not { Left: 0, Right: 0 })]);
    }
}

/// <summary>Each provider's balance stands in our books as in its report, but for what the last run lists and somebody
/// explained.</summary>
[Part]
internal sealed class ProviderTieOut(ProviderSource source) : ITieOut
{
    public int Order => 62;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var balances = (await LedgerBalances.AccountBalancesAsync(scope.Db, scope.LegalEntityId, scope.LastDay, ct))
            .Where(one => ProviderKeys.Balance.Contains(one.Account)).GroupBy(one => one.Currency)
            .ToDictionary(group => group.Key, group => group.Sum(one => one.BalanceMinor));
        var scopes = await source.ScopesAsync(scope.Db, scope.LegalEntityId, ct);
        var runs = (await MonthRuns.LastAsync(scope, ct))
            .Where(run => run.Layer == ReconciliationLayer.ProviderToSubledger).ToList();
        var reconciled = new ReconciledBalances(await MonthRuns.SeenByAsync(scope, runs, ct), scope.Now);
        var lines = new List<TieOutLine>();
        foreach (var group in scopes.GroupBy(one => one.Currency).OrderBy(group => group.Key.Code, StringComparer.Ordinal))
        {
            // Two providers share the accounts: the run knows each one's part, the accounts know the sum.
            var found = group.Select(one => (Scope: one,
                Run: runs.Find(run => run.Scope == one.Scope && run.Currency == one.Currency)))
                .ToList();
            var total = balances.GetValueOrDefault(group.Key);
            lines.AddRange(found.Select(one => reconciled.Line(
                one.Scope.Name, one.Scope.Currency, found.Count == 1 ? total : one.Run?.OursMinor ?? 0, one.Run)));
            if (found.Count > 1)
                lines.Add(new TieOutLine(
                    $"All providers, {group.Key}", group.Key, total, found.Sum(one => one.Run?.OursMinor ?? 0),
                    "/reconciliation"));
        }

        return new TieOut(
            "providers", "Provider balances equal their reports", ReconciledBalances.Basis(scope), "Our books",
            "Report and breaks",
            [.. lines.Where(line => line is not { Left: 0, Right: 0 })]);
    }
}

/// <summary>A balance of ours beside what the other side states and the breaks that its run saw, as far as they were explained
/// at some time, make of it.</summary>
internal sealed class ReconciledBalances(ILookup<ReconciliationRunId, SeenBreak> seen, Instant at)
{
    public static string Basis(CloseScope scope) =>
        $"Booked up to and on {DayWords.Of(scope.LastDay)}, against the last run that ends on that day";

    /// <summary>Without a run the other side is nothing, so that an account nobody compared does not tie.</summary>
    public TieOutLine Line(string name, Currency currency, long oursMinor, ReconciliationRun? run)
    {
        if (run is null)
            return new TieOutLine($"{name}: not reconciled", currency, oursMinor, 0, "/reconciliation");
        var explained = seen[run.Id].Where(one => one.IsExplained(at)).Sum(one => one.EffectMinor);
        var tolerated = Math.Abs(run.ResidualMinor) <= run.ToleranceMinor
            ? run.ResidualMinor - seen[run.Id].Where(one => one.Kind.IsResidual()).Sum(one => one.EffectMinor) : 0;
        return new TieOutLine(
            name, currency, oursMinor, run.TheirsMinor + explained + tolerated, $"/reconciliation/{run.Id}");
    }
}
