using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Desk;

/// <summary>Open cases of the person's own, or of their role while nobody has taken them.</summary>
[Part]
internal sealed class ExceptionsWaiting : IWaitingSource
{
    public string Room => "Exceptions";

    public Permission Permission => Permission.WorkExceptions;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var roles = reading.Person.Roles;
        var cases = await ExceptionList.InView(ExceptionList.Seen(reading), CaseView.Open, reading.Now)
            .Where(found => found.AssignedTo == reading.Person.Id
                || (found.AssignedTo == null && roles.Contains(found.OwnerRole)))
            .OrderBy(found => found.DueAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. cases.Select(found => Shown(found, "Resolve"))];
    }

    public static Waiting Shown(ExceptionCase found, string verb) => new(
        $"{verb}: {ExceptionTypes.Of(found.Type).Words}", found.Summary, $"/exceptions/{found.Id}", found.OpenedAt, found.DueAt,
        found is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency) : null);
}

/// <summary>Late cases of another role that climbed their ladder to a role of the person's.</summary>
[Part]
internal sealed class LateCasesWaiting : IWaitingSource
{
    public string Room => "Exceptions";

    public Permission Permission => Permission.SeeExceptions;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, roles) = (reading.Person.Id, reading.Person.Roles);
        var types = await TypesInForce.AllAsync(reading.Db, reading.Ct);
        var mine = types.Values.Where(type => type.Ladder.Any(rung => rung.Tells is { } role && roles.Contains(role)))
            .Select(type => type.Type).ToList();
        var late = await ExceptionList.InView(ExceptionList.Seen(reading), CaseView.Open, reading.Now)
            .Where(found => found.Rung > 0 && mine.Contains(found.Type) && found.AssignedTo != me
                && !(found.AssignedTo == null && roles.Contains(found.OwnerRole)))
            .OrderBy(found => found.DueAt).ToListAsync(reading.Ct);
        return [.. late.Where(found => types[found.Type].LateWith(found.Rung).Tells is { } role && roles.Contains(role))
            .Take(WaitingList.Asked).Select(found => ExceptionsWaiting.Shown(found, "Late, with you now"))];
    }
}
