using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>One receipt on the workbench: what was paid, what a fresh run proposes for it, and what a person may do.</summary>
[UseCase]
internal sealed class WorkbenchDetail(QueryRunner runner)
{
    /// <summary>An invoice as it stands in a candidate.</summary>
    internal sealed record InvoiceRow(string Number, string Buyer, long OpenMinor, LocalDate? DueOn);

    internal sealed record Answer(
        Receipt Receipt, MatchResult Result, MatchOutcome? Outcome, IReadOnlyDictionary<string, InvoiceRow> Invoices,
        Money ManualLimit, Money Tolerance, int PolicyNumber, AllocationRequest? Waiting, string? AskedBy, bool MayApply,
        bool MayDecide);

    public Task<Outcome<Answer>> RunAsync(ReceiptId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ReceiptId id)
    {
        if (await reading.SeenAsync<Receipt>(r => r.Id == id) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var facts = await MatchingFacts.ReadAsync(reading.Db, receipt.LegalEntityId, reading.Now, reading.Ct);
        var result = facts.Match().FirstOrDefault(found => found.PaymentId == id.ToString())
            ?? new MatchResult(id.ToString(), MatchDecision.None, MatchRule.None, 0);
        var used = Candidates(result).SelectMany(candidate => candidate.Allocations).Select(part => part.InvoiceId).ToHashSet();
        var current = await reading.Db.Set<MatchRecord>()
            .FirstOrDefaultAsync(match => match.ReceiptId == id && match.IsCurrent, reading.Ct);
        var waiting = await reading.Db.Set<AllocationRequest>()
            .FirstOrDefaultAsync(request => request.ReceiptId == id && request.State == AllocationState.Waiting, reading.Ct);
        var asker = waiting is null ? null : await reading.Db.Set<Person>().Where(person => person.Id == waiting.AskedBy)
            .Select(person => person.Name).SingleOrDefaultAsync(reading.Ct);
        return new Answer(
            receipt, result, current?.Outcome,
            facts.Invoices.Where(invoice => used.Contains(invoice.Id)).ToDictionary(invoice => invoice.Id, invoice =>
                new InvoiceRow(invoice.Number, invoice.Names is [var first, ..] ? first : "", invoice.OpenMinor, invoice.DueOn)),
            facts.Rules.ManualLimit(receipt.Currency),
            new Money(facts.Rules.Policy.ToleranceOf(receipt.Currency), receipt.Currency),
            facts.PolicyNumber, waiting, asker, reading.Person.May(Permission.ApplyCash),
            waiting is not null && reading.Person.May(Permission.ApproveAllocation) && waiting.AskedBy != reading.Person.Id);
    }

    /// <summary>What is certain counts as the first candidate.</summary>
    public static IReadOnlyList<MatchCandidate> Candidates(MatchResult result) => result.Decision == MatchDecision.Automatic
        ? [new MatchCandidate(result.Allocations, result.Rule, result.Score, [])]
        : result.Candidates;
}
