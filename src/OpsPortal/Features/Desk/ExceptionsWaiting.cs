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
            .OrderBy(found => found.DueAt).Take(WaitingList.MostOfARoom).ToListAsync(reading.Ct);
        return [.. cases.Select(found => new Waiting(
            $"Resolve: {ExceptionTypes.Of(found.Type).Words}", found.Summary, $"/exceptions/{found.Id}", found.OpenedAt,
            found.DueAt,
            found is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency) : null))];
    }
}
