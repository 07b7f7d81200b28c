using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>The public API of payouts: the gate's stored decisions, and one batch.</summary>
internal sealed class PayoutsApi : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.Api().MapGet("/payouts/decisions", DecisionsAsync).NeedsScope(ApiScope.PayoutsRead);
        app.Api().MapGet("/payouts/batches/{id:guid}", BatchAsync).NeedsScope(ApiScope.PayoutsRead);
    }

    private static async Task<IResult> DecisionsAsync(
        string? contract, string? cursor, string? limit, DecisionList list, HttpContext http, CancellationToken ct)
    {
        var from = Cursor.Read(cursor);
        if (from.IsRefused)
            return ApiProblem.Of(from.Refusal, http);
        var count = Cursor.Limit(limit);
        return count.IsRefused
            ? ApiProblem.Of(count.Refusal, http)
            : ApiAnswer.Of(await list.RunAsync(contract, from.Value, count.Value, http.ApiActor(), ct), http);
    }

    private static async Task<IResult> BatchAsync(Guid id, BatchDetail detail, HttpContext http, CancellationToken ct)
    {
        var found = await detail.RunAsync(new BatchId(id), http.ApiActor(), ct);
        return found.IsRefused ? ApiProblem.Of(found.Refusal, http) : ApiAnswer.Ok(BatchJson.Of(found.Value));
    }
}

/// <summary>Stored decisions of the release gate, newest first.</summary>
[UseCase]
internal sealed class DecisionList(QueryRunner runner)
{
    internal sealed record ConditionJson(string Code, string Words, bool Blocks, string ChangeAt, string WhoCanChange);

    internal sealed record Item(
        Guid Id, Guid Contract, Guid Invoice, Guid Payee, MoneyJson Eligible, MoneyJson Settled, MoneyJson Pending,
            ReleaseTier Tier,
        int PolicyVersion, DecisionOccasion Occasion, Guid? Batch, Instant DecidedAt, IReadOnlyList<ConditionJson> Conditions);

    public Task<Outcome<ApiPage<Item>>> RunAsync(string? contract, Cursor? cursor, int limit, Actor actor,
        CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, contract, cursor, limit), ct);

    private static async Task<Outcome<ApiPage<Item>>> ReadAsync(Reading reading, string? contract, Cursor? cursor, int limit)
    {
        var entities = reading.Person.LegalEntities;
        var decisions = reading.Db.Set<DecisionRecord>().Where(d => entities.Contains(d.LegalEntityId));
        if (contract is not null)
        {
            var byId = Guid.TryParse(contract, out var guid) ? new ContractId(guid) : default;
            var found = await reading.Db.Set<Contract>().Where(c => c.Id == byId || c.Number == contract)
                .Where(c => entities.Contains(c.LegalEntityId)).Select(c => c.Id).ToListAsync(reading.Ct);
            if (found.Count == 0)
                return SharedRefusals.NotFound("contract");
            decisions = decisions.Where(d => found.Contains(d.ContractId));
        }

        // A cursor is an instant and how many rows of that instant were given: decisions of one batch share their instant.
        var given = cursor is null ? 0 : int.TryParse(cursor.Name, NumberStyles.None, CultureInfo.InvariantCulture,
            out var n) ? n : 0;
        if (cursor is not null)
            decisions = decisions.Where(d => d.DecidedAt <= cursor.At);
        var rows = await decisions.OrderByDescending(d => d.DecidedAt).ThenBy(d =>
            d.Id).Skip(given).Take(Cursor.OneMore(limit)).ToListAsync(reading.Ct);
        var next = rows.Count > limit ? After(rows[..limit], cursor, given).ToString() : null;
        return new ApiPage<Item>([.. rows.Take(limit).Select(Json)], next);
    }

    private static Cursor After(List<DecisionRecord> page, Cursor? before, int given)
    {
        var last = page[^1].DecidedAt;
        var same = page.Count(d => d.DecidedAt == last) + (before?.At == last ? given : 0);
        return new Cursor(last, same.ToString(CultureInfo.InvariantCulture));
    }

    private static Item Json(DecisionRecord d) => new(
        d.Id.Value, d.ContractId.Value, d.InvoiceId.Value, d.PayeeId.Value, MoneyJson.Of(d.EligibleMinor, d.Currency),
        MoneyJson.Of(d.SettledMinor, d.Currency), MoneyJson.Of(d.PendingMinor, d.Currency), d.Tier, d.PolicyVersion, d.Occasion,
        d.BatchId?.Value, d.DecidedAt,
        [.. d.Conditions.Select(c => new ConditionJson(c.Code, c.Words, c.Blocks, c.ChangeAt, c.WhoCanChange))]);
}

/// <summary>A batch in the public API.</summary>
internal sealed record BatchJson(
    Guid Id, string Number, BatchState State, MoneyJson Total, string Rail, string Provider, LocalDate ValueDate,
        int ContentRevision,
    string? ContentHash, int PeopleNeeded, IReadOnlyList<BatchJson.Signature> Approvals, IReadOnlyList<BatchJson.Payout> Items)
{
    internal sealed record Signature(Guid Person, string Name, Instant ApprovedAt, string ContentHash, bool Counts);

    internal sealed record Payout(
        Guid Id, Guid Payee, MoneyJson Amount, PayoutItemState State, string Key, string? ProviderReference, string? FailureCode,
        int AccountVersion, IReadOnlyList<string> Invoices);

    public static BatchJson Of(BatchDetail.Answer answer)
    {
        var batch = answer.Batch;
        var counting = batch.CountingApprovals.ToHashSet();
        return new BatchJson(
            batch.Id.Value, batch.Number, batch.State, MoneyJson.Of(batch.TotalMinor, batch.Currency), batch.Rail, batch.Provider,
            batch.ValueDate, batch.ContentRevision, batch.ContentHash, batch.PeopleNeeded,
            [.. batch.Approvals.Select(a =>
                new Signature(a.PersonId.Value, a.PersonName, a.ApprovedAt, a.ContentHash, counting.Contains(a)))],
            [.. batch.Items.Select(i => new Payout(
                i.Id.Value, i.PayeeId.Value, MoneyJson.Of(i.AmountMinor, i.Currency), i.State, i.Key, i.ProviderReference,
                    i.FailureCode,
                i.AccountVersion, [.. i.Sources.Select(s => s.InvoiceNumber).Distinct()]))]);
    }
}
