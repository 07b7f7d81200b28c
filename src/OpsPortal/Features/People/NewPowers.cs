using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.People;

/// <summary>Says aloud that somebody will be able to let money go: to those who can already, to auditors, and to the
/// person.</summary>
internal static class NewPowers
{
    /// <param name="before">The roles that the person had.</param>
    public static async Task TellAsync(Work work, Person person, IReadOnlyCollection<Role> before)
    {
        foreach (var grant in person.Grants.Where(grant => RoleCooling.Applies(grant.Role) && !before.Contains(grant.Role)))
        {
            var from = DayWords.Of(grant.CountsFrom);
            var words = $"{work.Person.Name} gave {person.Name} the role {grant.Role}. It counts from {from}.";
            await work.NotifyAsync(Permission.ApproveBatch, null, words, "/", person.Id);
            await work.NotifyRoleAsync(Role.Auditor, null, words, "/admin/people", [person.Id]);
            work.Notify(person.Id, $"You were given the role {grant.Role}. It counts from {from}.", "/");
        }
    }
}
