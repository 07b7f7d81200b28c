using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>One contract with everything that its page and the API show.</summary>
[UseCase]
internal sealed class ContractDetail(QueryRunner runner)
{
    internal sealed record Answer(
        Contract Contract, LegalEntity Entity, Buyer Buyer, ProgramScheme Program, Market Market,
        IReadOnlyDictionary<PayeeId, string> Payees, IReadOnlyDictionary<PersonId, string> People,
            IReadOnlyList<ContractStage> Stages)
    {
        public Money Amount(long minor) => new(minor, Contract.Currency);
    }

    public Task<Outcome<Answer>> RunAsync(ContractId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeContracts, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ContractId id)
    {
        var contracts = reading.Db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery();
        return await reading.SeenAsync(contracts, c => c.Id == id) is { } contract
            ? await OfAsync(reading.Db, contract, reading.Ct)
            : SharedRefusals.NotFound("contract");
    }

    /// <summary>What hangs on a contract that the caller may see.</summary>
    public static async Task<Answer> OfAsync(Data.OpsDbContext db, Contract contract, CancellationToken ct)
    {
        var payees = contract.Versions.SelectMany(v => v.Shares).Select(s => s.PayeeId).Distinct().ToList();
        return new Answer(
            contract,
            await db.Set<LegalEntity>().AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct),
            await db.Set<Buyer>().AsNoTracking().SingleAsync(b => b.Id == contract.BuyerId, ct),
            await db.Set<ProgramScheme>().AsNoTracking().SingleAsync(p => p.Id == contract.ProgramId, ct),
            await db.Set<Market>().AsNoTracking().SingleAsync(m => m.Id == contract.MarketId, ct),
            await db.Set<Payee>().Where(p => payees.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            await db.Set<ContractStage>().AsNoTracking()
                .Where(s => s.ContractId == contract.Id).OrderBy(s => s.At).ToListAsync(ct));
    }
}
