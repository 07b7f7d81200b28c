using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>The set-up that contracts stand on: legal entities with their bank accounts, programs, markets, tax rates,
/// buyers with the accounts that were given to them.</summary>
[UseCase]
internal sealed class SetUpList(QueryRunner runner)
{
    internal static readonly RowOrders<Buyer> Buyers = new RowOrders<Buyer>()
        .By("buyer", row => row.Name)
        .By("country", row => row.Country)
        .By("state", row => row.IsActive);

    internal static readonly RowOrders<Market> Markets = new RowOrders<Market>()
        .By("market", row => row.Code)
        .By("seller", row => row.Seller)
        .By("rate", row => row.TaxRateBasisPoints);

    internal static readonly RowOrders<ProgramScheme> Programs = new RowOrders<ProgramScheme>()
        .By("program", row => row.Code)
        .By("programname", row => row.Name);

    internal static readonly RowOrders<TaxRate> Rates = new RowOrders<TaxRate>()
        .By("taxcountry", row => row.Country)
        .By("taxname", row => row.Name)
        .By("taxpercent", row => row.BasisPoints)
        .By("taxfrom", row => row.From);

    internal static readonly RowOrders<LegalEntity> Entities = new RowOrders<LegalEntity>()
        .By("entity", row => row.Code)
        .By("country", row => row.Country)
        .By("record", row => row.CurrencyOfRecord.Code)
        .By("prefix", row => row.InvoicePrefix);

    internal static readonly RowOrders<OurAccount> Accounts = new RowOrders<OurAccount>()
        .By("account", row => row.Account.Name)
        .By("accountof", row => row.Entity)
        .By("accountcurrency", row => row.Account.Currency.Code)
        .By("use", row => row.Account.IsSafeguarded);

    /// <param name="Entity">The code of the legal entity that it belongs to.</param>
    internal sealed record OurAccount(TreasuryAccount Account, string Entity);

    internal sealed record Answer(
        IReadOnlyList<LegalEntity> Entities, IReadOnlyList<TreasuryAccount> Accounts, IReadOnlyList<ProgramScheme> Programs,
        IReadOnlyList<Market> Markets, IReadOnlyList<TaxRate> Rates, IReadOnlyList<Buyer> Buyers,
        IReadOnlyList<VirtualAccount> VirtualAccounts)
    {
        public IReadOnlyList<OurAccount> OurAccounts => [.. Accounts.Select(account =>
            new OurAccount(account, Entities.Single(entity => entity.Id == account.LegalEntityId).Code))];
    }

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeEntities, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var (db, ids, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        IReadOnlyList<LegalEntityId> partners = reading.Person.May(Permission.SeeParties) ? ids : [];
        return new Answer(
            await db.Set<LegalEntity>().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Code).ToListAsync(ct),
            await db.Set<TreasuryAccount>().Where(a => ids.Contains(a.LegalEntityId)).OrderBy(a => a.Name).ToListAsync(ct),
            await db.Set<ProgramScheme>().OrderBy(p => p.Code).ToListAsync(ct),
            await db.Set<Market>().OrderBy(m => m.Code).ToListAsync(ct),
            await db.Set<TaxRate>().OrderBy(r => r.Country).ThenBy(r => r.Name).ThenByDescending(r => r.From).ToListAsync(ct),
            await db.Set<Buyer>().Where(b => partners.Contains(b.LegalEntityId)).OrderBy(b => b.Name).ToListAsync(ct),
            await (
                from account in db.Set<VirtualAccount>()
                join buyer in db.Set<Buyer>() on account.BuyerId equals buyer.Id
                where partners.Contains(buyer.LegalEntityId)
                orderby account.Number
                select account).ToListAsync(ct));
    }
}
