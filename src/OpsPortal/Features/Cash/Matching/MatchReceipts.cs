using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>
/// Runs the matching engine over what is unapplied: what is certain is posted, everything else is kept as a suggestion with its
/// evidence. A second run that finds nothing new writes nothing.
/// </summary>
[UseCase]
internal sealed class MatchReceipts(CommandRunner runner, QueryRunner queries, JournalWriter journal)
{
    /// <summary>So many are posted in one transaction.</summary>
    private const int MostAtOnce = 200;

    internal sealed record Answer(int Applied, int Suggested, int Unmatched)
    {
        public static Answer operator +(Answer one, Answer other) =>
            new(one.Applied + other.Applied, other.Suggested, other.Unmatched);
    }

    /// <summary>Every legal entity of the actor in which money is unapplied.</summary>
    public async Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct)
    {
        var entities = await queries.RunAsync<IReadOnlyList<LegalEntityId>>(Permission.ApplyCash, actor, async reading =>
            await reading.Db.Set<Receipt>()
                .Where(receipt => receipt.State == ReceiptState.Unapplied && receipt.UnappliedMinor > 0
                    && reading.Person.LegalEntities.Contains(receipt.LegalEntityId))
                .Select(receipt => receipt.LegalEntityId).Distinct().ToListAsync(reading.Ct), ct);
        if (entities.IsRefused)
            return entities.Refusal;
        var (applied, suggested, unmatched) = (0, 0, 0);
        foreach (var entity in entities.Value)
        {
            var one = await RunAsync(entity, actor, ct);
            if (one.IsRefused)
                return one.Refusal;
            (applied, suggested, unmatched) = (applied + one.Value.Applied, suggested + one.Value.Suggested,
                unmatched + one.Value.Unmatched);
        }

        return new Answer(applied, suggested, unmatched);
    }

    /// <summary>One legal entity, set by set until nothing certain is left. What was posted changes what is known of payers, so
    /// suggestions are those of the last look.</summary>
    public async Task<Outcome<Answer>> RunAsync(LegalEntityId entity, Actor actor, CancellationToken ct)
    {
        var sum = new Answer(0, 0, 0);
        while (true)
        {
            var once = await runner.RunAsync(Permission.ApplyCash, actor, work => OnceAsync(work, entity), ct);
            if (once.IsRefused)
                return once.Refusal;
            sum += once.Value;
            if (once.Value.Applied == 0)
                return sum;
        }
    }

    private async Task<Outcome<Answer>> OnceAsync(Work work, LegalEntityId entity)
    {
        if (!work.Sees(entity))
            return SharedRefusals.NotFound("legal entity");
        var facts = await MatchingFacts.ReadAsync(work.Db, entity, work.Now, work.Ct);
        if (facts.Payments.Count == 0)
            return new Answer(0, 0, 0);
        var results = facts.Match();
        var certain = results.Where(result => result.Decision == MatchDecision.Automatic).Take(MostAtOnce).ToList();
        var posted = await MatchPosting.PostAsync(work, facts, certain, journal);
        var kept = await KeepAsync(work, entity, facts.PolicyNumber,
            posted.Count > 0 ? posted : [.. results.Where(result => result.Decision != MatchDecision.Automatic)]);
        await OpenCasesAsync(
            work, [.. kept.Where(result => result.Decision == MatchDecision.None).Select(Receipt)]);
        return new Answer(
            posted.Count, results.Count(result => result.Decision == MatchDecision.Suggested),
            results.Count(result => result.Decision == MatchDecision.None));
    }

    /// <summary>What nothing points at becomes a case; what has suggestions waits on the workbench.</summary>
    private static async Task OpenCasesAsync(Work work, List<ReceiptId> unmatched)
    {
        var receipts = await work.Db.Set<Receipt>().AsNoTracking().Where(receipt => unmatched.Contains(receipt.Id))
            .OrderBy(receipt => receipt.Id).ToListAsync(work.Ct);
        foreach (var receipt in receipts)
        {
            await work.OpenExceptionAsync(
                ExceptionType.UnmatchedDeposit, "cash.nothing-matches",
                $"{receipt.Unapplied} of {receipt.PayerName ?? "a payer who is not named"} is unapplied. "
                    + "No open invoice fits it.",
                PostPayments.CaseOf(receipt.Id), receipt.Unapplied,
                new ExceptionLinks
                {
                    LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                    ProviderReference = receipt.Reference,
                });
        }
    }

    /// <summary>Writes results that differ from the receipt's current one, and gives them back; what they replace stays as
    /// history.</summary>
    public static async Task<IReadOnlyList<MatchResult>> KeepAsync(
        Work work, LegalEntityId entity, int policy, IReadOnlyCollection<MatchResult> results)
    {
        var ids = results.Select(Receipt).ToList();
        var current = (await work.Db.Set<MatchRecord>().Where(match => ids.Contains(match.ReceiptId) && match.IsCurrent)
            .ToListAsync(work.Ct)).ToLookup(match => match.ReceiptId);
        var fresh = results.Where(result =>
            current[Receipt(result)].All(match => match.Fingerprint != MatchRecord.FingerprintOf(result))).ToList();
        foreach (var before in fresh.SelectMany(result => current[Receipt(result)]))
            before.Supersede();
        await work.Db.SaveChangesAsync(work.Ct);
        await MatchArchive.AddAsync(work.Db, entity, policy, fresh, work.Now, work.Ct);
        return fresh;
    }

    private static ReceiptId Receipt(MatchResult result) => new(Guid.Parse(result.PaymentId));
}
