using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Runs the engine over payments and invoices that the caller gives, and changes nothing.</summary>
[UseCase]
internal sealed class TryMatching(QueryRunner runner)
{
    public const int Most = 5_000;

    public Task<Outcome<MatchingTry.Answer>> RunAsync(MatchingTry.Body body, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, _ => Task.FromResult(Try(body)), ct);

    private static Outcome<MatchingTry.Answer> Try(MatchingTry.Body body)
    {
        if (body.Payments.Count > Most || body.Invoices.Count > Most)
            return TryRefusals.TooMany(Most);
        var policy = MatchingTry.PolicyOf(body.Policy);
        if (policy.IsRefused)
            return policy.Refusal;
        var payments = new List<IncomingPayment>();
        foreach (var (payment, at) in body.Payments.Select((payment, at) => (payment, at)))
        {
            var read = payment.Read();
            if (read.IsRefused)
                return read.Refusal.On($"payments[{at}].{read.Refusal.Field ?? "amount"}");
            payments.Add(read.Value);
        }

        var invoices = new List<OpenInvoice>();
        foreach (var (invoice, at) in body.Invoices.Select((invoice, at) => (invoice, at)))
        {
            var read = invoice.Read();
            if (read.IsRefused)
                return read.Refusal.On($"invoices[{at}].{read.Refusal.Field ?? "open"}");
            invoices.Add(read.Value);
        }

        if (Repeated(payments.Select(payment => payment.Id)) is { } twice)
            return TryRefusals.Twice(twice).On("payments");
        if (Repeated(invoices.Select(invoice => invoice.Id)) is { } again)
            return TryRefusals.Twice(again).On("invoices");
        var results = MatchingEngine.Match(payments, invoices, policy.Value, RankingWeights.Delivered);
        return MatchingTry.AnswerOf(results, payments, invoices);
    }

    private static string? Repeated(IEnumerable<string> ids) =>
        ids.CountBy(id => id).Where(each => each.Value > 1).Select(each => each.Key).FirstOrDefault();
}

/// <summary>What a trial run refuses.</summary>
internal static class TryRefusals
{
    public static Refusal TooMany(int most) => new(
        "matching.too-many", "Refused.", $"A trial takes at most {most} payments and {most} invoices.", "Send fewer at a time.");

    public static Refusal Twice(string id) => new(
        "matching.id-twice", "Refused.", $"The id '{id}' is given twice.", "Give each its own id.");

    public static Refusal NoId => new("matching.no-id", "Refused.", "The id is missing.", "Give an id.") { Field = "id" };

    public static Refusal NoNumber => new(
        "matching.no-number", "Refused.", "The invoice's number is missing.", "Give its number.") { Field = "number" };
}
