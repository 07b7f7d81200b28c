using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Where every amount begins: the agreements behind the month's invoices.</summary>
[Part]
internal sealed class ContractsSection : IPackSection
{
    public int Order => 330;

    public string Code => "contracts";

    public string Title => "Contracts";

    public string Purpose =>
        "Every contract behind an entry of the month or an amount that is open at its end, in the version that was in force at "
        + "the signature: who buys, who sells and owes the tax, what the fee is, and how payees share their part. Contract ids "
        + "in the ledger export stand in the CSV.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Contract", PackCell.Id), new("Buyer", PackCell.Text), new("Billing", PackCell.Text),
        new("Seller of record", PackCell.Text), new("Tax is owed by", PackCell.Text), new("Payees", PackCell.Text),
        new("Terms", PackCell.Text), new("Fee %", PackCell.Text), new("Tax %", PackCell.Text),
        new("Currency", PackCell.Currency), new("Total", PackCell.Money), new("Version", PackCell.Count, OnlyInCsv: true),
        new("Version made at", PackCell.Instant, OnlyInCsv: true), new("Why this version", PackCell.Text, OnlyInCsv: true),
        new("Contract id", PackCell.Id, OnlyInCsv: true), new("Payee ids", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var payees = await PackBooks.PayeesAsync(scope, ct);
        var buyers = await PackBooks.BuyersAsync(scope, ct);
        var contracts = await (await PackSubjects.ContractsAsync(scope, ct)).AsNoTrackingWithIdentityResolution()
            .Include(contract => contract.Versions).AsSingleQuery().ToListAsync(ct);
        foreach (var contract in contracts.OrderBy(contract => contract.Number, StringComparer.Ordinal))
        {
            // A version that came after the signature belongs to a later pack.
            var version = contract.Versions.Where(one => one.MadeAt <= scope.Now).MaxBy(one => one.Number)
                ?? contract.Versions.MinBy(one => one.Number)!;
            var shares = version.Shares.OrderBy(share => share.PayeeId.ToString(), StringComparer.Ordinal).ToList();
            yield return
            [
                contract.Number, buyers.GetValueOrDefault(contract.BuyerId, ""), Words.Of(contract.BillingModel),
                contract.Seller == SellerOfRecord.Platform ? "We" : "The payee",
                contract.TaxLiability == TaxLiability.Entity ? "Us" : "The payee", SharesOf(shares, payees),
                version.Terms.ToString(), Percent(version.FeeBasisPoints), Percent(version.TaxBasisPoints),
                contract.Currency.Code, PackText.Of(version.TotalMinor, contract.Currency), PackText.Of(version.Number),
                PackText.Of(version.MadeAt), version.Reason, PackText.Of(contract.Id.Value),
                string.Join(" ", shares.Select(share => share.PayeeId.ToString())),
            ];
        }
    }

    private static string SharesOf(List<PayeeShare> shares, Dictionary<PayeeId, string> payees)
    {
        var whole = shares.Sum(share => share.Weight);
        return string.Join("; ", shares.Select(share => shares.Count == 1 ? payees.GetValueOrDefault(share.PayeeId, "")
            : $"{payees.GetValueOrDefault(share.PayeeId, "")} {share.Weight} of {whole} parts"));
    }

    private static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
