using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Makes a program.</summary>
[UseCase]
internal sealed class CreateProgram(CommandRunner runner)
{
    internal sealed record Command(string Code, string Name);

    public Task<Outcome<ProgramId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => CreateAsync(work, command), ct);

    private static async Task<Outcome<ProgramId>> CreateAsync(Work work, Command command)
    {
        if (await work.Db.Set<ProgramScheme>().AnyAsync(p => p.Code == command.Code, work.Ct))
            return PartiesRefusals.CodeTaken("program", command.Code);
        var program = ProgramScheme.Create(new(Guid.CreateVersion7()), command.Code, command.Name);
        if (program.IsRefused)
            return program.Refusal;
        work.Db.Add(program.Value);
        work.Audit("Created program", "program", program.Value.Id.Value, after: command.Code);
        return program.Value.Id;
    }
}

/// <summary>Makes a market with its seller of record and tax treatment.</summary>
[UseCase]
internal sealed class CreateMarket(CommandRunner runner)
{
    internal sealed record Command(string Code, string Country, string Name, MarketTerms Terms);

    public Task<Outcome<MarketId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => CreateAsync(work, command), ct);

    private static async Task<Outcome<MarketId>> CreateAsync(Work work, Command command)
    {
        if (await work.Db.Set<Market>().AnyAsync(m => m.Code == command.Code, work.Ct))
            return PartiesRefusals.CodeTaken("market", command.Code);
        var market = Market.Create(new(Guid.CreateVersion7()), command.Code, command.Country, command.Name, command.Terms);
        if (market.IsRefused)
            return market.Refusal;
        work.Db.Add(market.Value);
        work.Audit("Created market", "market", market.Value.Id.Value, after: command.Terms.ToString());
        return market.Value.Id;
    }
}

/// <summary>Changes how a market is sold and taxed, for contracts made from now on.</summary>
[UseCase]
internal sealed class ChangeMarketTerms(CommandRunner runner)
{
    internal sealed record Command(MarketId Market, MarketTerms Terms);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome> ChangeAsync(Work work, Command command)
    {
        var market = await work.Db.Set<Market>().SingleOrDefaultAsync(m => m.Id == command.Market, work.Ct);
        if (market is null)
            return SharedRefusals.NotFound("market");
        var before = new MarketTerms(market.Seller, market.TaxLiability, market.TaxOnAdvances, market.TaxRateBasisPoints);
        var changed = market.ChangeTerms(command.Terms);
        if (!changed.IsRefused)
            work.Audit("Changed market", "market", market.Id.Value, before.ToString(), command.Terms.ToString());
        return changed;
    }
}

/// <summary>Adds a tax rate from a day on.</summary>
[UseCase]
internal sealed class AddTaxRate(CommandRunner runner)
{
    internal sealed record Command(string Country, string Name, int BasisPoints, LocalDate From);

    public Task<Outcome<TaxRateId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => AddAsync(work, command), ct);

    private static async Task<Outcome<TaxRateId>> AddAsync(Work work, Command command)
    {
        var latest = await work.Db.Set<TaxRate>().Where(r => r.Country == command.Country && r.Name == command.Name)
            .OrderByDescending(r => r.From).FirstOrDefaultAsync(work.Ct);
        var rate = TaxRate.Create(
            new(Guid.CreateVersion7()), command.Country, command.Name, command.BasisPoints, command.From, latest);
        if (rate.IsRefused)
            return rate.Refusal;
        work.Db.Add(rate.Value);
        work.Audit("Added tax rate", "tax rate", rate.Value.Id.Value, after: command.ToString());
        return rate.Value.Id;
    }
}
