using OpsPortal.Api;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>A trial run of the engine as programs send it and get it back.</summary>
internal static class MatchingTry
{
    internal sealed record Body(
        IReadOnlyList<PaymentJson> Payments, IReadOnlyList<InvoiceJson> Invoices, PolicyJson? Policy = null);

    internal sealed record PaymentJson(
        string Id, MoneyJson Amount, MoneyJson? Fee = null, string? LegalEntity = null, string? PayerName = null,
        string? PayerAccount = null, string? VirtualAccount = null, string? EndToEndId = null, string? StructuredReference = null,
        string? RemittanceText = null, LocalDate? ValueDate = null)
    {
        public Outcome<IncomingPayment> Read()
        {
            var (amount, fee) = (ReadSigned(Amount), Fee is null ? default : ReadSigned(Fee));
            if (string.IsNullOrWhiteSpace(Id))
                return TryRefusals.NoId;
            if (amount.IsRefused)
                return amount.Refusal.On("amount");
            if (Fee is not null && fee.IsRefused)
                return fee.Refusal.On("fee");
            return new IncomingPayment
            {
                Id = Id, LegalEntity = LegalEntity ?? "", Currency = amount.Value.Currency, GrossMinor = amount.Value.Minor,
                FeeMinor = Fee is null ? 0 : fee.Value.Minor, PayerName = PayerName, PayerAccount = PayerAccount,
                VirtualAccount = VirtualAccount, EndToEndId = EndToEndId, StructuredReference = StructuredReference,
                RemittanceText = RemittanceText, ValueDate = ValueDate,
            };
        }
    }

    internal sealed record InvoiceJson(
        string Id, string Number, MoneyJson Open, IReadOnlyList<string>? References = null, string? LegalEntity = null,
        string? Buyer = null, IReadOnlyList<string>? Names = null, IReadOnlyList<string>? Accounts = null,
        string? VirtualAccount = null, LocalDate? IssuedOn = null, LocalDate? DueOn = null)
    {
        public Outcome<OpenInvoice> Read()
        {
            var open = ReadSigned(Open);
            if (string.IsNullOrWhiteSpace(Id))
                return TryRefusals.NoId;
            if (string.IsNullOrWhiteSpace(Number))
                return TryRefusals.NoNumber;
            if (open.IsRefused)
                return open.Refusal.On("open");
            return new OpenInvoice
            {
                Id = Id, Number = Number, References = References ?? [], LegalEntity = LegalEntity ?? "", Buyer = Buyer ?? "",
                Names = Names ?? [], Accounts = Accounts ?? [], VirtualAccounts = VirtualAccount is null ? [] : [VirtualAccount],
                Currency = open.Value.Currency, OpenMinor = open.Value.Minor, IssuedOn = IssuedOn, DueOn = DueOn,
            };
        }
    }

    internal sealed record PolicyJson(
        IReadOnlyList<MoneyJson>? Tolerances = null, IReadOnlyList<MatchRule>? ReviewedFirst = null);

    internal sealed record AllocationJson(string Invoice, string Number, MoneyJson Amount, MoneyJson? Difference);

    internal sealed record EvidenceJson(MatchFeature Feature, double Value, double Weight, string Says);

    internal sealed record CandidateJson(
        double Score, IReadOnlyList<AllocationJson> Allocations, IReadOnlyList<EvidenceJson> Evidence);

    internal sealed record ResultJson(
        string Payment, MatchDecision Decision, MatchRule Rule, double Score, IReadOnlyList<AllocationJson> Allocations,
        IReadOnlyList<string> Reasons, IReadOnlyList<CandidateJson> Candidates);

    internal sealed record Answer(int Automatic, int Suggested, int None, IReadOnlyList<ResultJson> Results);

    public static Outcome<MatchPolicy> PolicyOf(PolicyJson? given)
    {
        var policy = MatchPolicy.Default;
        if (given?.ReviewedFirst is { } reviewed)
            policy = policy with { ReviewedFirst = reviewed.ToHashSet() };
        if (given?.Tolerances is not { } tolerances)
            return policy;
        var read = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var tolerance in tolerances)
        {
            var money = tolerance.Read();
            if (money.IsRefused)
                return money.Refusal.On("policy.tolerances");
            read[money.Value.Currency.Code] = money.Value.Minor;
        }

        return policy with { ToleranceMinor = read };
    }

    public static Answer AnswerOf(
        IReadOnlyList<MatchResult> results, IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices)
    {
        var known = invoices.ToDictionary(invoice => invoice.Id);
        var counts = results.CountBy(result => result.Decision).ToDictionary();
        return new Answer(
            counts.GetValueOrDefault(MatchDecision.Automatic), counts.GetValueOrDefault(MatchDecision.Suggested),
            counts.GetValueOrDefault(MatchDecision.None),
            [.. results.Zip(payments, (result, payment) => new ResultJson(
                result.PaymentId, result.Decision, result.Rule, result.Score, Parts(result.Allocations, payment.Currency, known),
                result.Reasons, [.. result.Candidates.Select(candidate => new CandidateJson(
                    candidate.Score, Parts(candidate.Allocations, payment.Currency, known),
                    [.. candidate.Evidence.Select(piece => new EvidenceJson(
                        piece.Feature, piece.Value, piece.Weight, MatchFeatures.Says(piece.Feature)))]))]))]);
    }

    /// <summary>Credit notes are open below zero, so a sign is read here and nowhere else.</summary>
    private static Outcome<Money> ReadSigned(MoneyJson money)
    {
        var isBelow = money.Amount is ['-', ..];
        var read = isBelow ? (money with { Amount = money.Amount[1..] }).Read() : money.Read();
        return isBelow && !read.IsRefused ? -read.Value : read;
    }

    private static IReadOnlyList<AllocationJson> Parts(
        IReadOnlyList<MatchAllocation> parts, Currency currency, Dictionary<string, OpenInvoice> known) =>
        [.. parts.Select(part => new AllocationJson(
            part.InvoiceId, known[part.InvoiceId].Number, MoneyJson.Of(part.AmountMinor, currency),
            part.DifferenceMinor == 0 ? null : MoneyJson.Of(part.DifferenceMinor, currency)))];
}
