using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Parties;

namespace OpsPortal.Tests.Simulation;

/// <summary>Payees change their bank details, are held, stopped and let go again.</summary>
internal sealed class PartyActs(Simulation world)
{
    private int numbers;

    public IReadOnlyList<Act> All =>
    [
        new(1, "a payee has new bank details", ChangeAccountAsync),
        new(10, "somebody calls a payee back", CallBackAsync),
        new(6, "a stopped payee is let go", ResumeAsync),
        new(5, "a case is closed", CloseCaseAsync),
        new(1, "money of a payee is put on hold", HoldAsync),
    ];

    private Task<bool> ChangeAccountAsync() => ChangeAccountAsync(world.AnyOf(world.Payees));

    public async Task<bool> ChangeAccountAsync(PayeeId payee)
    {
        var attempt = world.Begin("ops", "Added bank details", Permission.EditPayeeBankDetails);
        var number = Iban(++numbers);
        await world.TryAsync(attempt, actor => world.House.Use<AddPayeeAccount>().RunAsync(
            new AddPayeeAccount.Command(payee, "The Payee", number, "COBADEFFXXX", "DE", "EUR"), actor, default));
        await using var db = await world.House.DbAsync();
        var added = await db.Set<PayeeAccount>().AsNoTracking().Where(account => account.PayeeId == payee)
            .OrderByDescending(account => account.Version).Select(account => account.Id).FirstAsync();
        if (attempt.MayHaveHappened)
            world.Memory.Accounts.TryAdd(added, new KnownAccount(payee, attempt.Account, attempt.At));
        return true;
    }

    private Task<bool> CallBackAsync() => CallBackAsync(world.Random.Next(4) == 0 ? "ops" : "finance");

    public async Task<bool> CallBackAsync(string who)
    {
        await using var db = await world.House.DbAsync();
        var waiting = await db.Set<PayeeAccount>().AsNoTracking()
            .Where(account => account.CallBackBy == null && account.ReplacedAt == null)
            .Join(db.Set<Payee>(), account => account.PayeeId, payee => payee.Id,
                (account, payee) => new { account.Id, payee.Name })
            .OrderBy(account => account.Name).ToListAsync();
        if (world.AnyOf(waiting) is not { } chosen)
            return false;
        var attempt = world.Begin(who, "Recorded call-back", Permission.RecordCallBack);
        world.Memory.Accounts[chosen.Id].CallBacks.Add(attempt);
        return await world.TryAsync(attempt, actor => world.House.Use<RecordCallBack>().RunAsync(
            new RecordCallBack.Command(chosen.Id, "The payee said yes."), actor, default));
    }

    private async Task<bool> ResumeAsync()
    {
        await using var db = await world.House.DbAsync();
        var paused = await db.Set<Payee>().AsNoTracking().Where(payee => payee.PausedReason != null)
            .OrderBy(payee => payee.Name).Select(payee => payee.Id).ToListAsync();
        if (paused.Count > 0)
            return await world.TryAsync(world.Begin("ops", PayeeLookAlikes.Resumed, Permission.EditParties), actor =>
                world.House.Use<ChangePayee>().ResumeAsync(world.AnyOf(paused), "The details are mended.", actor, default));
        return false;
    }

    private async Task<bool> CloseCaseAsync()
    {
        await using var db = await world.House.DbAsync();
        var open = await db.Set<ExceptionCase>().AsNoTracking().Where(found => found.State != ExceptionState.Resolved)
            .OrderBy(found => found.OpenedAt).ThenBy(found => found.Summary).ToListAsync();
        if (world.AnyOf(open) is not { } chosen)
            return false;
        var entry = await CaseEntries.Of(db, chosen, [World.Ireland]).OrderBy(found => found.BookedAt)
            .Select(found => (EntryId?)found.Id).FirstOrDefaultAsync();
        var closing = new CaseClosing("Seen before", "Cleared up.", entry, entry is null ? "None moved." : null);
        return await world.TryAsync(world.Begin("ops", "Resolved exception", Permission.WorkExceptions), actor =>
            world.House.Use<ResolveException>().RunAsync(new ResolveException.Command(chosen.Id, closing), actor, default));
    }

    private async Task<bool> HoldAsync() => world.Random.Next(15) == 0 && await world.TryAsync(
        world.Begin("compliance", "Placed hold", Permission.PlaceHold),
        actor => world.House.Use<PlaceHold>().RunAsync(
            new HoldRequest(world.AnyOf(world.Payees), HoldScope.AllPayouts, HoldReason.Aml, "A hit to look at.",
                "Send the register."), actor, default));

    /// <summary>A German number with good check digits, another for each n.</summary>
    private static string Iban(int n)
    {
        var bank = string.Create(CultureInfo.InvariantCulture, $"37040044{n:D10}");
        var rest = $"{bank}131400".Aggregate(0, (left, digit) => ((left * 10) + (digit - '0')) % 97);
        return string.Create(CultureInfo.InvariantCulture, $"DE{98 - rest:D2}{bank}");
    }
}
