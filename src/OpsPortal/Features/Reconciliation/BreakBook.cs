using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Follows breaks from run to run: opens new ones with a case each, closes what is not seen any more.</summary>
internal static class BreakBook
{
    /// <summary>So many new breaks of one run become cases of their own; of more the run is one case.</summary>
    private const int MostCases = 50;

    public static async Task FollowAsync(
        Work work, ReconciliationRun run, ReconciliationResult found, CarriedItems carried, LayerRules rules)
    {
        var open = await work.Db.Set<ReconciliationBreak>()
            .Where(one => one.LegalEntityId == run.LegalEntityId && one.Layer == run.Layer && one.Scope == run.Scope
                && one.Currency == run.Currency && one.State != BreakState.Closed)
            .ToListAsync(work.Ct);
        var known = open.ToDictionary(one => one.OpenKey!, StringComparer.Ordinal);
        var (seen, asking) = (new List<SeenBreak>(), new List<ReconciliationBreak>());
        foreach (var one in found.Breaks)
        {
            if (known.Remove(ReconciliationBreak.KeyOf(run, one.Identity), out var before))
            {
                var wasExplained = before.State == BreakState.Explained;
                before.SeenAgain(run, one);
                if (wasExplained && before.State == BreakState.Open)
                    asking.Add(before);
                seen.Add(SeenBreak.Of(run, before));
                continue;
            }

            var made = new ReconciliationBreak(
                new(Guid.CreateVersion7()), run, one, Duration.FromHours(rules.BreakHours), work.Now);
            work.Db.Add(made);
            asking.Add(made);
            seen.Add(SeenBreak.Of(run, made));
        }

        foreach (var gone in known.Values.Where(one => IsSeenBy(run, one, carried)))
        {
            gone.Close(run, work.Now);
            await BreakCases.CloseAsync(work, gone, "The next run over its days no longer sees it.");
        }

        await BulkInsert.AllAsync(work.Db, seen, work.Ct);
        await AskAsync(work, run, asking);
    }

    // Balances are compared at one day alone; an item stands in every run over its day, or is carried into it.
    private static bool IsSeenBy(ReconciliationRun run, ReconciliationBreak one, CarriedItems carried) => one.Kind switch
    {
        BreakKind.OpeningDiffers => run.FromDay == one.Date,
        BreakKind.StatementGap => run.AsOf == one.Date,
        _ when run.Basis.IsOfBalances => run.AsOf == one.Date,
        _ => run.Basis.Holds(one.Date) || (one.Date <= run.AsOf && carried.Has(one)),
    };

    private static async Task AskAsync(Work work, ReconciliationRun run, List<ReconciliationBreak> asking)
    {
        if (asking.Count > MostCases)
        {
            await work.OpenExceptionAsync(
                ExceptionType.ReconciliationBreak, "reconciliation.many-breaks",
                $"{asking.Count} new breaks in {run.Basis}.", $"reconciliation-run:{run.Id}",
                new Money(run.DifferenceMinor, run.Currency), new ExceptionLinks { LegalEntityId = run.LegalEntityId });
            return;
        }

        foreach (var one in asking)
            await BreakCases.OpenAsync(work, one);
    }
}

/// <summary>The case of a break in the exceptions room.</summary>
internal static class BreakCases
{
    // What the ERP rejected has its case from the result that said so.
    public static Task OpenAsync(Work work, ReconciliationBreak one) => one.Kind == BreakKind.RejectedThere
        ? Task.CompletedTask : work.OpenExceptionAsync(
        ExceptionType.ReconciliationBreak, $"reconciliation.{one.Kind}",
        $"{BreakWords.Of(one.Kind)}: {new Money(one.EffectMinor, one.Currency)} on {DayWords.Of(one.Date)} in {one.ScopeName}, "
            + $"{one.Reference}.",
        one.CaseKey, new Money(one.EffectMinor, one.Currency),
        new ExceptionLinks { LegalEntityId = one.LegalEntityId, ProviderReference = one.Reference });

    /// <summary>Resolves the case when the break is explained or gone.</summary>
    public static Task CloseAsync(Work work, ReconciliationBreak one, string resolution) =>
        OneCase.SettleAsync(work, CaseFact.BreakOver, [one.CaseKey], new CaseClosing(
            one.Reason is { } reason ? BreakWords.Of(reason) : BreakWords.Of(one.Kind), resolution,
            NoMoneyReason: "The reconciliation itself moves no money; what was missing is booked by its own event."));
}
