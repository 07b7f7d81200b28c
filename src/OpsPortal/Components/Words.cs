using System.Text;

namespace OpsPortal.Components;

/// <summary>Turns names of the code into words for the screen: <c>PendingApproval</c> becomes "Pending approval".</summary>
public static class Words
{
    /// <summary>Who acted: a person by name; a job as the system itself, <c>inbox-sweep</c> as
    /// "The system (inbox sweep)".</summary>
    public static string Actor(PersonId? person, string who) =>
        person is null && !who.Contains(' ', StringComparison.Ordinal) && !who.Contains('@', StringComparison.Ordinal)
            ? $"The system ({who.Replace('-', ' ')})" : who;

    public static string Of(Enum value) => Of(value.ToString());

    public static string Of(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Contains(' ', StringComparison.Ordinal)
            || !name.AsSpan(1).ContainsAnyInRange('A', 'Z'))
        {
            return name ?? "";
        }

        var words = new StringBuilder(name.Length + 4);
        for (var at = 0; at < name.Length; at++)
        {
            if (at > 0 && char.IsUpper(name[at]) && !char.IsUpper(name[at - 1]))
                words.Append(' ').Append(char.ToLowerInvariant(name[at]));
            else
                words.Append(name[at]);
        }

        return words.Replace(" erp", " ERP").ToString();
    }
}
