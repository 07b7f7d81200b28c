using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Makes a legal entity of ours; the person who makes it sees it from then on.</summary>
[UseCase]
internal sealed class CreateLegalEntity(CommandRunner runner)
{
    internal sealed record Command(string Code, string InvoicePrefix, string Currency, LegalEntityParticulars Particulars);

    public Task<Outcome<LegalEntityId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => CreateAsync(work, command), ct);

    private static async Task<Outcome<LegalEntityId>> CreateAsync(Work work, Command command)
    {
        var currency = Currency.Parse(command.Currency);
        if (currency.IsRefused)
            return currency.Refusal.On("currency");
        if (await work.Db.Set<LegalEntity>().AnyAsync(e => e.Code == command.Code || e.InvoicePrefix == command.InvoicePrefix,
            work.Ct))
            return PartiesRefusals.CodeTaken("legal entity", $"{command.Code} or the prefix {command.InvoicePrefix}");
        var entity = LegalEntity.Create(
            new(Guid.CreateVersion7()), command.Code, command.InvoicePrefix, currency.Value, command.Particulars);
        if (entity.IsRefused)
            return entity.Refusal;
        work.Db.Add(entity.Value);
        var maker = await work.Db.Set<Person>().Include(p => p.Entities).SingleOrDefaultAsync(p => p.Id == work.Person.Id,
            work.Ct);
        maker?.SetEntities([.. work.Person.LegalEntities, entity.Value.Id]);
        work.Audit("Created legal entity", "legal entity", entity.Value.Id.Value, after: command.Code);
        return entity.Value.Id;
    }
}

/// <summary>Mends what a legal entity prints on its documents.</summary>
[UseCase]
internal sealed class MendLegalEntity(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, LegalEntityParticulars Particulars);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => MendAsync(work, command), ct);

    private static async Task<Outcome> MendAsync(Work work, Command command)
    {
        if (await work.SeenAsync<LegalEntity>(e => e.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        var before = $"{entity.Name}, {entity.Address}, {entity.TaxNumber}, {entity.RegistrationNumber}, {entity.Zone}";
        var mended = entity.Mend(command.Particulars);
        if (!mended.IsRefused)
            work.Audit("Mended legal entity", "legal entity", entity.Id.Value, before, command.Particulars.ToString());
        return mended;
    }
}

/// <summary>Adds a bank account of ours, safeguarded or operating.</summary>
[UseCase]
internal sealed class AddTreasuryAccount(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, string Name, string Iban, string Currency, bool IsSafeguarded);

    public Task<Outcome<BankAccountId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditEntities, actor, work => AddAsync(work, command), ct);

    private static async Task<Outcome<BankAccountId>> AddAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity) || !await work.Db.Set<LegalEntity>().AnyAsync(e => e.Id == command.Entity, work.Ct))
            return SharedRefusals.NotFound("legal entity");
        var currency = Currency.Parse(command.Currency);
        if (currency.IsRefused)
            return currency.Refusal.On("currency");
        var account = TreasuryAccount.Create(
            new(Guid.CreateVersion7()), command.Entity, command.Name, command.Iban, currency.Value, command.IsSafeguarded);
        if (account.IsRefused)
            return account.Refusal;
        var (iban, kept) = (account.Value.Iban, account.Value.Currency);
        if (await work.Db.Set<TreasuryAccount>().AnyAsync(a => a.Iban == iban && a.Currency == kept, work.Ct))
            return PartiesRefusals.CodeTaken("bank account", account.Value.Name);
        if (await work.Db.Set<VirtualAccount>().AnyAsync(given => given.Number == iban, work.Ct))
            return PartiesRefusals.NumberGiven(iban, "a buyer").On("iban");
        work.Db.Add(account.Value);
        work.Audit("Added bank account", "legal entity", command.Entity.Value, after: account.Value.Name);
        return account.Value.Id;
    }
}
