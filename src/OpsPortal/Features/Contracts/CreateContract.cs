using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>Makes a contract from an accepted proposal: first version, billing plan, milestones.</summary>
[UseCase]
internal sealed class CreateContract(CommandRunner runner)
{
    /// <param name="Number">Left empty, the next free number of the legal entity.</param>
    /// <param name="TaxBasisPoints">Left empty, the rate of the market.</param>
    internal sealed record Command(
        LegalEntityId Entity, BuyerId Buyer, ProgramId Program, MarketId Market, string? Number, BillingModel Model,
        Money Total, int FeeBasisPoints, int? TaxBasisPoints, Terms Terms, ClearingWay Clearing,
        IReadOnlyList<PayeeShare> Shares, IReadOnlyList<PlannedItem> Plan, ContractAnchors Anchors, Proposal Proposal);

    /// <summary>The accepted proposal as it was received.</summary>
    internal sealed record Proposal(string Json, string SourceSystem, string SourceId, Instant AcceptedAt, string AcceptedBy);

    public Task<Outcome<ContractId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.CreateContract, actor, work => CreateAsync(work, command), ct);

    private static async Task<Outcome<ContractId>> CreateAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity").On("legalEntity");
        var entity = await work.Db.Set<LegalEntity>().SingleAsync(e => e.Id == command.Entity, work.Ct);
        var market = await work.Db.Set<Market>().SingleOrDefaultAsync(m => m.Id == command.Market, work.Ct);
        if (market is null)
            return SharedRefusals.NotFound("market").On("market");
        if (await PartyFaultAsync(work, command) is { } fault)
            return fault;
        var number = await NumberAsync(work, entity, command.Number);
        if (number.IsRefused)
            return number.Refusal;
        var proposal = command.Proposal;
        var snapshot = ContractSnapshot.Of(
            proposal.Json, proposal.SourceSystem, proposal.SourceId, proposal.AcceptedAt, proposal.AcceptedBy);
        if (snapshot.IsRefused)
            return snapshot.Refusal;

        var contract = Contract.Open(
            new(Guid.CreateVersion7()), number.Value, command.Model,
            new(command.Entity, command.Buyer, command.Program, market), CommercialsOf(command, market),
            snapshot.Value, command.Anchors, new(Guid.CreateVersion7()), work.Person.Id, work.Now);
        if (contract.IsRefused)
            return contract.Refusal;
        return await KeepAsync(work, contract.Value, command);
    }

    private static Commercials CommercialsOf(Command command, Market market) => new(
        command.Total, command.FeeBasisPoints, command.TaxBasisPoints ?? market.TaxRateBasisPoints, command.Terms,
        command.Clearing, command.Shares, command.Plan);

    private static async Task<Outcome<ContractId>> KeepAsync(Work work, Contract contract, Command command)
    {
        work.Db.Add(contract);
        var opened = await ContractMilestones.OpenAsync(work, contract, contract.Current, command.Plan);
        if (opened.IsRefused)
            return opened.Refusal;
        work.Db.Add(ContractStage.Record(
            Guid.CreateVersion7(), contract.Id, StageKind.ProposalAccepted,
            $"{contract.Snapshot.SourceSystem} {contract.Snapshot.SourceId}, SHA-256 {contract.Snapshot.Sha256}",
            contract.Snapshot.AcceptedAt));
        work.Audit("Created contract", "contract", contract.Id.Value, after: $"{contract.Number}, {command.Total}");
        return contract.Id;
    }

    private static async Task<Refusal?> PartyFaultAsync(Work work, Command command)
    {
        if (!await work.Db.Set<ProgramScheme>().AnyAsync(p => p.Id == command.Program, work.Ct))
            return SharedRefusals.NotFound("program").On("program");
        var buyer = await work.Db.Set<Buyer>()
            .SingleOrDefaultAsync(b => b.Id == command.Buyer && b.LegalEntityId == command.Entity, work.Ct);
        if (buyer is null)
            return SharedRefusals.NotFound("buyer of this legal entity").On("buyer");
        return buyer.IsActive
            ? await ContractPayees.FaultAsync(work, command.Entity, command.Shares)
            : PartiesRefusals.Inactive("buyer", buyer.Name).On("buyer");
    }

    private static async Task<Outcome<string>> NumberAsync(Work work, LegalEntity entity, string? wanted)
    {
        var numbers = work.Db.Set<Contract>().Where(c => c.LegalEntityId == entity.Id);
        if (!string.IsNullOrWhiteSpace(wanted))
            return await numbers.AnyAsync(c => c.Number == wanted.Trim(), work.Ct)
                ? ContractsRefusals.NumberTaken(wanted.Trim())
                : wanted.Trim();
        for (var next = await numbers.CountAsync(work.Ct) + 1; ; next++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{entity.Code}-C{next:0000}");
            if (!await numbers.AnyAsync(c => c.Number == number, work.Ct))
                return number;
        }
    }
}
