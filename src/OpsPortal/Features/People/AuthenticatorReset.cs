using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;
using OpsPortal.Notifications;

namespace OpsPortal.Features.People;

/// <summary>One administrator's wish to reset a lost authenticator; it waits one day for a second administrator.</summary>
internal sealed record ResetWish(Guid By, long AtTicks, string Reason)
{
    public static readonly Duration ValidFor = Duration.FromDays(1);

    private const string Provider = "OpsPortal";
    private const string Name = "AuthenticatorReset";

    public PersonId ByPerson => new(By);

    public bool Stands(Instant now) => now < Instant.FromUnixTimeTicks(AtTicks) + ValidFor;

    public static IQueryable<IdentityUserToken<Guid>> Wishes(Data.OpsDbContext db) =>
        db.Set<IdentityUserToken<Guid>>().Where(token => token.LoginProvider == Provider && token.Name == Name);

    public static ResetWish Of(IdentityUserToken<Guid> kept) => JsonSerializer.Deserialize<ResetWish>(kept.Value!)!;

    public IdentityUserToken<Guid> For(Guid account) =>
        new() { UserId = account, LoginProvider = Provider, Name = Name, Value = JsonSerializer.Serialize(this) };
}

/// <summary>The first of two administrators asks to reset the authenticator that a person has lost.</summary>
[UseCase]
internal sealed class AskAuthenticatorReset(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PersonId person, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => AskAsync(work, person, reason), ct);

    private static async Task<Outcome> AskAsync(Work work, PersonId id, string reason)
    {
        if (id == work.Person.Id)
            return AccessRefusals.OwnAuthenticator;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.PersonId == id, work.Ct);
        if (account is null)
            return SharedRefusals.NotFound("person");
        if (!await SecondFactor.Having(work.Db).AnyAsync(a => a.Id == account.Id, work.Ct))
            return AccessRefusals.NoAuthenticator;
        work.Db.RemoveRange(await ResetWish.Wishes(work.Db).Where(token => token.UserId == account.Id).ToListAsync(work.Ct));
        await work.Db.SaveChangesAsync(work.Ct);
        work.Db.Add(new ResetWish(work.Person.Id.Value, work.Now.ToUnixTimeTicks(), reason.Trim()).For(account.Id));
        work.Audit("Asked for authenticator reset", "person", id.Value, reason: reason);
        await work.NotifyAsync(
            Permission.EditPeople, null,
            $"{work.Person.Name} asks to reset the authenticator of {account.Email}; a second administrator must confirm.",
            "/admin/people", work.Person.Id, id);
        return Outcome.Done;
    }
}

/// <summary>The second administrator confirms: the person signs in by password alone and sets up an authenticator anew.</summary>
[UseCase]
internal sealed class ConfirmAuthenticatorReset(CommandRunner runner)
{
    public Task<Outcome> RunAsync(PersonId person, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => ConfirmAsync(work, person), ct);

    private static async Task<Outcome> ConfirmAsync(Work work, PersonId id)
    {
        if (id == work.Person.Id)
            return AccessRefusals.OwnAuthenticator;
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(a => a.PersonId == id, work.Ct);
        if (account is null)
            return SharedRefusals.NotFound("person");
        var kept = await ResetWish.Wishes(work.Db).SingleOrDefaultAsync(token => token.UserId == account.Id, work.Ct);
        if (kept is null || ResetWish.Of(kept) is not { } wish || !wish.Stands(work.Now))
            return AccessRefusals.NoResetAsked;
        if (wish.ByPerson == work.Person.Id)
            return AccessRefusals.SecondAdmin;
        work.Db.Remove(kept);
        work.Db.RemoveRange(await work.Db.Set<IdentityUserToken<Guid>>()
            .Where(token => token.UserId == account.Id && token.LoginProvider == AccountStore.SecondFactorTokens)
            .ToListAsync(work.Ct));
        work.Db.RemoveRange(await work.Db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == account.Id)
            .ToListAsync(work.Ct));
        account.TwoFactorEnabled = false;
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        await Sessions.EndAllAsync(work.Db, id, work.Now, SessionEnds.AuthenticatorReset, work.Ct);
        work.Audit("Reset authenticator", "person", id.Value, reason: wish.Reason);
        work.Enqueue(
            EmailMessage.Kind, $"authenticator-reset:{Guid.CreateVersion7():N}",
            new EmailMessage(account.Email!,
                "Two administrators have switched off your authenticator and removed your passkeys. Set them up anew.",
                "/account/security"));
        return Outcome.Done;
    }
}
