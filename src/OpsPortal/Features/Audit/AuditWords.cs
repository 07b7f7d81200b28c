using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Audit;

/// <summary>How the rows of the audit log read on a screen. The log itself keeps the names of the code, as they were
/// sealed.</summary>
internal static partial class AuditWords
{
    /// <summary>Names of states, powers, kinds of cases and checkpoints, with their words. Names of ERPs, rails and calendars are
    /// names.</summary>
    private static readonly FrozenDictionary<string, string> Known = ExceptionTypes.All
        .Where(row => Words.Of(row.Type) != row.Type.ToString()).Select(row => (Name: row.Type.ToString(), row.Words))
        .Concat(CheckpointCalendar.Rows.Where(row => row.Code.Contains('-', StringComparison.Ordinal))
            .Select(row => (Name: row.Code, Words: row.Name)))
        .Concat(typeof(Permission).Assembly.GetTypes()
            .Where(type => type.IsEnum && type != typeof(ErpTarget) && type != typeof(Rail) && type != typeof(BankCalendar))
            .SelectMany(Enum.GetNames).Select(name => (Name: name, Words: Words.Of(name)))
            .Where(one => one.Name != one.Words))
        .DistinctBy(one => one.Name)
        .ToFrozenDictionary(one => one.Name, one => one.Words, StringComparer.Ordinal);

    /// <summary>The text without what only programs read: names as words, a record's fields by name, a hash by its first digits,
    /// no key of ours.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var fields = Record().Replace(text, found =>
            Field().Replace(found.Groups[1].Value, name => $"{Words.Of(name.Groups[1].Value)}: "));
        var words = Name().Replace(fields, name => Known.GetValueOrDefault(name.Value, name.Value));
        return Key().Replace(Hash().Replace(words, "$1…"), "") is { Length: > 0 } shown ? shown : text;
    }

    /// <summary>Where the subject of a row is looked at; null where there is no such place.</summary>
    public static string? LinkOf(string kind, Guid subject) => subject == Guid.Empty ? null : kind switch
    {
        "payee" => $"/payees/{subject}",
        "invoice" => $"/invoices/{subject}",
        "receipt" => $"/cash/{subject}",
        "contract" => $"/contracts/{subject}",
        "milestone" => $"/milestones/{subject}",
        "dispute" => $"/disputes/{subject}",
        "exception" => $"/exceptions/{subject}",
        "batch" => $"/payouts/batches/{subject}",
        "event" => $"/events/{subject}",
        "bank line" => $"/cash/lines/{subject}",
        "person" => "/admin/people",
        "legal entity" or "bank account" => "/admin/entities",
        "buyer" => "/admin/buyers",
        "market" or "program" or "tax rate" => "/admin/markets",
        "policy" => "/admin/policies",
        "job" => "/admin/jobs",
        _ => $"/trace?id={subject}",
    };

    /// <summary>From what to what.</summary>
    public static string? Change(string? before, string? after) => (before, after) switch
    {
        (null, null) => null,
        (null, _) => Of(after),
        (_, null) => $"Was: {Of(before)}",
        _ => $"{Of(before)} → {Of(after)}",
    };

    /// <summary>The actions of the log that read like the words given, and the words themselves.</summary>
    public static IReadOnlyList<string> ActionsLike(string words) =>
    [
        words,
        .. Known.Where(one => words.Contains(one.Value, StringComparison.OrdinalIgnoreCase))
            .Select(one => words.Replace(one.Value, one.Key, StringComparison.OrdinalIgnoreCase)),
    ];

    [GeneratedRegex(@"\b\w+ \{ ([^{}]*) \}")]
    private static partial Regex Record();

    [GeneratedRegex(@"(\w+) = ")]
    private static partial Regex Field();

    [GeneratedRegex(@"\b[A-Za-z]+(?:-[a-z]+)*\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b([0-9a-f]{12})[0-9a-f]{52}\b")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(?:, )?\b[a-z-]+:[0-9a-f]{8}-[0-9a-f-]{27}(?::\w+)*")]
    private static partial Regex Key();
}
