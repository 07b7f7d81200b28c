using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Identity;

namespace OpsPortal.Features.Parties;

/// <summary>Makes a payee of a legal entity.</summary>
[UseCase]
internal sealed class CreatePayee(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, PayeeParticulars Particulars);

    public Task<Outcome<PayeeId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditParties, actor, work => CreateAsync(work, command), ct);

    private static async Task<Outcome<PayeeId>> CreateAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity");
        var payee = Payee.Create(new(Guid.CreateVersion7()), command.Entity, command.Particulars);
        if (payee.IsRefused)
            return payee.Refusal;
        work.Db.Add(payee.Value);
        work.Audit("Created payee", "payee", payee.Value.Id.Value, after: payee.Value.Name);
        await PayeeLookAlikes.HoldByNameAsync(work, payee.Value);
        return payee.Value.Id;
    }
}

/// <summary>Adds a new version of a payee's bank details, encrypted; asks for the call-back by a second person. What was released
/// to the details before and has not left is stopped.</summary>
[UseCase]
internal sealed class AddPayeeAccount(CommandRunner runner, FieldProtection protection, StopPayouts payouts)
{
    internal sealed record Command(PayeeId Payee, string Holder, string Account, string Bic, string Country, string Currency)
    {
        // The number never reaches a log by way of the command's own text.
        public override string ToString() => $"AddPayeeAccount {{ Payee = {Payee} }}";
    }

    public Task<Outcome<PayeeAccountId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPayeeBankDetails, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<PayeeAccountId>> AddAsync(Work work, Command command)
    {
        if (await PayeeFinder.FindAsync(work, command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var number = AccountNumber.Parse(command.Account);
        if (number.IsRefused)
            return number.Refusal;
        var currency = Currency.Parse(command.Currency);
        if (currency.IsRefused)
            return currency.Refusal.On("currency");
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var details = new PayeeAccountDetails(
            command.Holder, number.Value, protection.Protect(number.Value.Text),
            command.Bic.Trim().ToUpperInvariant(), command.Country, currency.Value);
        var current = await work.Db.Set<PayeeAccount>()
            .SingleOrDefaultAsync(a => a.PayeeId == command.Payee && a.ReplacedAt == null, work.Ct);
        var added = PayeeAccount.Add(new(Guid.CreateVersion7()), command.Payee, details, current, work.Person.Id, work.Now);
        if (added.IsRefused)
            return added.Refusal;
        work.Db.Add(added.Value);
        work.Audit("Added bank details", "payee", command.Payee.Value, current?.AccountMasked, added.Value.AccountMasked);
        if (current is not null)
        {
            await AccountsInUse.UndecideAsync(work, payee, current, added.Value);
            await payouts.OfPayeeAsync(work, payee.Id, FailureReasons.DetailsReplaced);
        }

        await PayeeLookAlikes.HoldByAccountAsync(work, payee, number.Value, protection);
        await work.NotifyAsync(
            Permission.RecordCallBack, payee.LegalEntityId,
                $"New bank details of {payee.Name} wait for a call-back by a second person.",
            $"/payees/{payee.Id}", work.Person.Id);
        return added.Value.Id;
    }
}

/// <summary>Records that a second person called the payee and the payee confirmed the details.</summary>
[UseCase]
internal sealed class RecordCallBack(CommandRunner runner)
{
    internal sealed record Command(PayeeAccountId Account, string Note);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RecordCallBack, actor, work => RecordAsync(work, command), ct);

    private static async Task<Outcome> RecordAsync(Work work, Command command)
    {
        var account = await work.Db.Set<PayeeAccount>().SingleOrDefaultAsync(a => a.Id == command.Account, work.Ct);
        if (account is null || await PayeeFinder.FindAsync(work, account.PayeeId) is null)
            return SharedRefusals.NotFound("bank account");
        var recorded = account.RecordCallBack(work.Person.Id, command.Note, work.Now);
        if (!recorded.IsRefused)
            work.Audit("Recorded call-back", "payee", account.PayeeId.Value, $"version {account.Version}, not confirmed",
                $"version {account.Version}, confirmed", command.Note);
        return recorded;
    }
}

internal static class PayeeFinder
{
    public static Task<Payee?> FindAsync(Work work, PayeeId id)
    {
        var entities = work.Person.LegalEntities;
        return work.Db.Set<Payee>().SingleOrDefaultAsync(p => p.Id == id && entities.Contains(p.LegalEntityId), work.Ct);
    }
}
