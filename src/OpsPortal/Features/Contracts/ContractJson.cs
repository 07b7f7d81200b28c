using System.Globalization;
using System.Text.Json;
using OpsPortal.Api;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>A contract as the API takes it.</summary>
internal sealed record ContractBody(
    string LegalEntity, Guid Buyer, string Program, string Market, MoneyJson Total, TermsJson Terms,
    IReadOnlyList<PayeeJson> Payees, IReadOnlyList<PlanItemBody> Plan, ProposalJson Proposal, string? Number = null,
    BillingModel BillingModel = BillingModel.Milestone, string? FeePercent = null, string? TaxPercent = null,
    ClearingWay DownPaymentClearing = ClearingWay.ProRata, IReadOnlyList<string>? Recipients = null,
    string? AccountingConditions = null, string? SetOffClause = null, string? ErpCustomerProject = null,
        string? ErpOrderItem = null);

internal sealed record TermsJson(
    DueRule Due, int NetDays = 0, ClockStart Clock = ClockStart.Issue, int GraceDays = 0, bool PauseWhenOverdue = true)
{
    public static TermsJson Of(Terms terms) => new(terms.Due, terms.NetDays, terms.Clock, terms.GraceDays,
        terms.PausesWhenOverdue);
}

internal sealed record PayeeJson(Guid Payee, long Weight = 1);

/// <summary>A stage: exactly one of amount, percent and remainder.</summary>
internal sealed record PlanItemBody(
    PlanItemKind Kind, string Name, MoneyJson? Amount = null, string? Percent = null, bool Remainder = false,
        LocalDate? DueOn = null,
    IReadOnlyList<string>? Criteria = null, string? Approver = null, string? ErpItem = null);

internal sealed record ProposalJson(string SourceSystem, string SourceId, Instant AcceptedAt, string AcceptedBy,
    JsonElement Document);

/// <summary>A contract as the API gives it.</summary>
internal sealed record ContractJson(
    Guid Id, string Number, ContractState State, string LegalEntity, Guid Buyer, string Program, string Market,
        BillingModel BillingModel,
    SellerOfRecord SellerOfRecord, TaxLiability TaxLiability, bool TaxOnAdvances, int Version, MoneyJson Total, string FeePercent,
    string TaxPercent, TermsJson Terms, ClearingWay DownPaymentClearing, IReadOnlyList<PayeeJson> Payees,
    IReadOnlyList<PlanItemJson> Plan, string SnapshotSha256, Instant CreatedAt)
{
    public static ContractJson Of(ContractDetail.Answer answer)
    {
        var (contract, version) = (answer.Contract, answer.Contract.Current);
        return new ContractJson(
            contract.Id.Value, contract.Number, contract.State, answer.Entity.Code, contract.BuyerId.Value, answer.Program.Code,
            answer.Market.Code, contract.BillingModel, contract.Seller, contract.TaxLiability, contract.TaxOnAdvances,
                version.Number,
            MoneyJson.Of(version.TotalMinor, contract.Currency), Percent.Text(version.FeeBasisPoints),
                Percent.Text(version.TaxBasisPoints),
            TermsJson.Of(version.Terms), version.Clearing, [.. version.Shares.Select(s => new PayeeJson(s.PayeeId.Value,
                s.Weight))],
            [.. contract.PlanOf(version.Number).Select(item => PlanItemJson.Of(item, contract.Currency))],
            contract.Snapshot.Sha256, contract.MadeAt);
    }
}

internal sealed record PlanItemJson(
    Guid Id, int Sequence, PlanItemKind Kind, string Name, MoneyJson Amount, string? Percent, LocalDate? DueOn,
        PlanItemState State,
    Guid? Invoice)
{
    public static PlanItemJson Of(PlanItem item, Currency currency) => new(
        item.Id.Value, item.Sequence, item.Kind, item.Name, MoneyJson.Of(item.AmountMinor, currency),
        item.Basis == AmountBasis.Percent ? Contracts.Percent.Text(item.PercentBasisPoints) : null, item.DueOn, item.State,
        item.InvoiceId?.Value);
}

internal sealed record ContractRowJson(
    Guid Id, string Number, ContractState State, string LegalEntity, string Buyer, string Program, string Market, int Version,
    MoneyJson Total, Instant CreatedAt)
{
    public static ContractRowJson Of(ContractList.Row row) => new(
        row.Id.Value, row.Number, row.State, row.Entity, row.Buyer, row.Program, row.Market, row.Version,
        MoneyJson.Of(row.TotalMinor, row.Currency), row.MadeAt);
}

/// <summary>Percentages with at most two decimals, as basis points.</summary>
internal static class Percent
{
    public static string Text(int basisPoints) => ((decimal)basisPoints / 100).ToString("0.00", CultureInfo.InvariantCulture);

    public static Outcome<int> Read(string? text, string field) =>
        text is { Length: > 0 and <= 6 }
        && text.All(c => char.IsAsciiDigit(c) || c == '.')
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent <= 100 && percent * 100 == decimal.Truncate(percent * 100)
            ? (int)(percent * 100)
            : SharedRefusals.NotAnAmount(text).On(field);
}
