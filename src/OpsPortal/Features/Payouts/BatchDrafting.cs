using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Turns eligible payables into the items of a batch: one payout per payee, with its marks, sources and permanent
/// key.</summary>
internal static class BatchDrafting
{
    private static readonly Duration ChangedFor = Duration.FromDays(30);

    public static async Task<IReadOnlyList<PayoutItemDraft>> DraftAsync(
        Work work, BatchId batch, IReadOnlyList<Judged> eligible, int matrixVersion, ApprovalPolicy policy)
    {
        var history = await PayeeHistory.ReadAsync(work.Db, [.. eligible.Select(e => e.Payable.Facts.Payee).Distinct()], work.Ct);
        return
        [
            .. eligible.GroupBy(e => e.Payable.Facts.Payee)
                .OrderBy(g => g.First().Payable.Facts.PayeeFact.Name, StringComparer.Ordinal)
                .Select(group => Draft(work, batch, [.. group], matrixVersion, policy, history)),
        ];
    }

    public static async Task<BatchHeader> HeaderAsync(Work work, BatchId id, BuildBatch.Command command)
    {
        var entity = await work.Db.Set<LegalEntity>().SingleAsync(e => e.Id == command.LegalEntity, work.Ct);
        var today = work.Now.InZone(DateTimeZoneProviders.Tzdb[entity.Zone]).Date;
        var made = await work.Db.Set<PayoutBatch>().CountAsync(work.Ct);
        return new BatchHeader(id, $"PB-{today.Year}-{made + 1:D4}", command.LegalEntity, command.Currency)
        {
            Rail = PayoutRails.For(command.Currency), Provider = "sandbox", ValueDate = command.ValueDate ?? today,
        };
    }

    private static PayoutItemDraft Draft(
        Work work, BatchId batch, IReadOnlyList<Judged> judged, int matrixVersion, ApprovalPolicy policy, PayeeHistory history)
    {
        var first = judged[0].Payable;
        var facts = first.Facts;
        var account = first.Account!;
        var sources = judged.SelectMany(j => j.Payable.Take(j.Decision.EligibleMinor)).ToList();
        var amount = sources.Sum(s => s.AmountMinor);
        var round = 1 + history.RoundsOf(facts.Payee, sources.Select(s => s.Invoice));
        var decisions = judged.Select(j => Keep(work, batch, j, matrixVersion)).ToList();
        return new PayoutItemDraft(new PayoutItemId(Guid.CreateVersion7()), facts.Payee, facts.PayeeFact.Name, amount)
        {
            Account = account,
            Sources = sources,
            Key = PayoutKey.Of(facts.LegalEntity, facts.Payee, facts.Currency, sources, round),
            Reference = ReferenceOf(sources),
            Decision = decisions[0],
            IsNewPayee = !history.WasPaid(facts.Payee),
            IsAccountChanged = account.Version > 1 && first.AccountAddedAt is { } added && work.Now - added < ChangedFor,
            IsUnusual = policy.IsUnusual(amount, history.PaidTo(facts.Payee, facts.Currency)),
        };
    }

    private static DecisionId Keep(Work work, BatchId batch, Judged judged, int matrixVersion)
    {
        var circumstance = new DecisionCircumstance(DecisionOccasion.Build, matrixVersion, work.Person.Id, work.Now) { Batch =
            batch };
        var id = new DecisionId(Guid.CreateVersion7());
        work.Db.Add(DecisionRecord.Of(id, judged.Payable.Facts, judged.Decision, circumstance));
        return id;
    }

    private static string ReferenceOf(IEnumerable<PayoutSourceDraft> sources)
    {
        var text = string.Join(' ', sources.Select(s => s.InvoiceNumber).Distinct());
        return text.Length <= PayoutItem.ReferenceLimit ? text : text[..PayoutItem.ReferenceLimit];
    }
}

/// <summary>The rail on which payouts of a currency travel.</summary>
internal static class PayoutRails
{
    public static string For(Currency currency) => currency.Code switch { "EUR" => "SEPA", "USD" => "ACH", _ => "Wire" };
}
