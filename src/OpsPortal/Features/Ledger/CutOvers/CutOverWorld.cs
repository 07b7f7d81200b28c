using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>What the rows of a former system are read against: a company's buyers, payees, bank accounts and settings.</summary>
internal sealed record CutOverWorld
{
    private const int NumbersAtOnce = 500;

    public required LegalEntity Entity { get; init; }

    public required ILookup<string, BuyerId> Buyers { get; init; }

    public required ILookup<string, PayeeId> Payees { get; init; }

    public required IReadOnlyList<TreasuryAccount> BankAccounts { get; init; }

    public required IReadOnlyDictionary<string, ProgramId> Programs { get; init; }

    public required IReadOnlyDictionary<string, Market> Markets { get; init; }

    /// <summary>What opens the numbers of our own invoices, of any company.</summary>
    public required IReadOnlyList<string> Prefixes { get; init; }

    /// <summary>Our accounts by what the company's ERP mappings call them.</summary>
    public required ILookup<string, Account> Mapped { get; init; }

    public required IReadOnlySet<string> InvoiceNumbers { get; init; }

    public required IReadOnlySet<string> ContractNumbers { get; init; }

    /// <summary>The references of a cut-over's receipts, as they are stored.</summary>
    public required IReadOnlySet<string> ReceiptReferences { get; init; }

    /// <param name="files">Of whose documents it is asked whether an invoice has the same number.</param>
    public static async Task<CutOverWorld> ReadAsync(
        OpsDbContext db, LegalEntityId entity, IEnumerable<CutOverFile> files, CancellationToken ct)
    {
        var company = await db.Set<LegalEntity>().AsNoTracking().SingleAsync(one => one.Id == entity, ct);
        var buyers = await db.Set<Buyer>().AsNoTracking().Where(buyer => buyer.LegalEntityId == entity && buyer.IsActive)
            .Select(buyer => new { buyer.Id, buyer.Name }).ToListAsync(ct);
        var payees = await db.Set<Payee>().AsNoTracking().Where(payee => payee.LegalEntityId == entity && payee.IsActive)
            .Select(payee => new { payee.Id, payee.Name }).ToListAsync(ct);
        return new CutOverWorld
        {
            Entity = company,
            Buyers = buyers.ToLookup(buyer => buyer.Name, buyer => buyer.Id, StringComparer.OrdinalIgnoreCase),
            Payees = payees.ToLookup(payee => payee.Name, payee => payee.Id, StringComparer.OrdinalIgnoreCase),
            BankAccounts = await db.Set<TreasuryAccount>().AsNoTracking().Where(account => account.LegalEntityId == entity)
                .ToListAsync(ct),
            Programs = (await db.Set<ProgramScheme>().AsNoTracking().ToListAsync(ct))
                .ToDictionary(program => program.Code, program => program.Id, StringComparer.OrdinalIgnoreCase),
            Markets = (await db.Set<Market>().AsNoTracking().ToListAsync(ct))
                .ToDictionary(market => market.Code, StringComparer.OrdinalIgnoreCase),
            Prefixes = await db.Set<LegalEntity>().Select(one => one.InvoicePrefix).ToListAsync(ct),
            Mapped = await MappedAsync(db, entity, ct),
            InvoiceNumbers = await InvoiceNumbersAsync(db, files, ct),
            ContractNumbers = (await db.Set<Contract>()
                .Where(contract => contract.LegalEntityId == entity && contract.Number.Contains(CutOverDesk.ContractWord))
                .Select(contract => contract.Number).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase),
            ReceiptReferences = (await db.Set<Receipt>().Where(receipt => receipt.Provider == CutOverDesk.Provider)
                .Select(receipt => receipt.ProviderReference).ToListAsync(ct)).ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The same, as if no document had come over yet.</summary>
    public CutOverWorld BeforeItCame() =>
        this with { InvoiceNumbers = new HashSet<string>(), ReceiptReferences = new HashSet<string>() };

    // Only of the files' own documents: other companies may have any number of invoices.
    private static async Task<HashSet<string>> InvoiceNumbersAsync(
        OpsDbContext db, IEnumerable<CutOverFile> files, CancellationToken ct)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var numbers in files.SelectMany(file => CutOverTable.Read(CutOverFiles.Of(file.Kind), file.Content).Documents())
            .Distinct(StringComparer.Ordinal).SelectMany(number => new[] { number, CutOverBook.CollectedNumber(number) })
            .Chunk(NumbersAtOnce))
            found.UnionWith(await db.Set<Invoice>().Where(invoice => numbers.Contains(invoice.Number))
                .Select(invoice => invoice.Number!).ToListAsync(ct));
        return found;
    }

    private static async Task<ILookup<string, Account>> MappedAsync(OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var mappings = await db.Set<ErpMapping>().AsNoTracking().Where(mapping => mapping.LegalEntityId == entity)
            .ToListAsync(ct);
        return mappings.GroupBy(mapping => mapping.Target).Select(target => target.MaxBy(mapping => mapping.Version)!)
            .SelectMany(mapping => JsonSerializer.Deserialize<ErpChart>(mapping.Chart)!.Accounts)
            .Where(row => row.Code.Length > 0).DistinctBy(row => (row.Code, row.Account))
            .ToLookup(row => row.Code, row => row.Account, StringComparer.OrdinalIgnoreCase);
    }
}
