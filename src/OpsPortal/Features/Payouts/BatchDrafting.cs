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
        var circumstance = new DecisionCircumstance(DecisionOccasion.Build, matrixVersion, work.Person.Id, work.Now) { Batch =
            batch };
        var kept = eligible.Select(judged => (Judged: judged, Record: DecisionRecord.Of(
            new DecisionId(Guid.CreateVersion7()), judged.Payable.Facts, judged.Decision, circumstance))).ToList();
        await Decisions.KeepAsync(work, kept.Select(one => one.Record));
        var payees = kept.GroupBy(one => one.Record.PayeeId)
            .OrderBy(group => group.First().Judged.Payable.Facts.PayeeFact.Name, StringComparer.Ordinal).ToList();
        // Their ids ascend, so that a batch is sent in the order in which it is shown.
        var ids = payees.ConvertAll(_ => new PayoutItemId(Guid.CreateVersion7())).OrderBy(id => id.Value);
        return
        [
            .. payees.Zip(ids, (group, id) => Draft(
                work, id, [.. group.Select(one => one.Judged)], group.First().Record.Id, policy, history)),
        ];
    }

    public static async Task<BatchHeader> HeaderAsync(Work work, BatchId id, BuildBatch.Command command)
    {
        var entity = await work.Db.Set<LegalEntity>().SingleAsync(e => e.Id == command.LegalEntity, work.Ct);
        var today = work.Now.DayIn(entity.Zone);
        var made = await work.Db.Set<PayoutBatch>().CountAsync(work.Ct);
        return new BatchHeader(id, $"PB-{today.Year}-{made + 1:D4}", command.LegalEntity, command.Currency)
        {
            Rail = PayoutRails.For(command.Currency), Provider = "sandbox", ValueDate = command.ValueDate ?? today,
        };
    }

    private static PayoutItemDraft Draft(
        Work work, PayoutItemId id, IReadOnlyList<Judged> judged, DecisionId decision, ApprovalPolicy policy,
        PayeeHistory history)
    {
        var first = judged[0].Payable;
        var facts = first.Facts;
        var account = first.Account!;
        var sources = judged.SelectMany(j => j.Payable.Take(j.Decision.EligibleMinor)).ToList();
        var amount = sources.Sum(s => s.AmountMinor);
        var round = 1 + history.RoundsOf(facts.Payee, sources.Select(s => s.Invoice));
        return new PayoutItemDraft(id, facts.Payee, facts.PayeeFact.Name, amount)
        {
            Account = account,
            Sources = sources,
            Key = PayoutKey.Of(facts.LegalEntity, facts.Payee, facts.Currency, sources, round),
            Reference = ReferenceOf(sources),
            Decision = decision,
            IsNewPayee = !history.WasPaid(facts.Payee),
            IsAccountChanged = account.Version > 1 && first.AccountAddedAt is { } added && work.Now - added < ChangedFor,
            IsUnusual = policy.IsUnusual(amount, history.PaidTo(facts.Payee, facts.Currency)),
        };
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
