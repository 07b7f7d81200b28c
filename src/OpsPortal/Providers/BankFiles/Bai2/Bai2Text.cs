using System.Text.RegularExpressions;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>What the free text of a transaction says where the bank marks it with words.</summary>
internal sealed partial record Bai2Text(string? Remittance, string? EndToEndId, string? Debtor, string? Creditor)
{
    public static Bai2Text Of(string rest)
    {
        if (rest.Length == 0)
            return new Bai2Text(null, null, null, null);
        var lines = rest.Split('\n').Select(line => line.Trim().TrimEnd('/').Trim()).Where(line => line.Length > 0).ToList();
        string? Marked(string word) => lines.Select(line => line.StartsWith($"{word}:", StringComparison.Ordinal)
            ? line[(word.Length + 1)..].Trim() : null).FirstOrDefault(text => text is { Length: > 0 });
        var all = string.Join(' ', lines);
        var company = Company().Match(all);
        var who = company.Success ? company.Groups[1].Value.Trim() : null;
        return new Bai2Text(all, Marked("EREF"), Marked("DBNM") ?? who, Marked("CRNM") ?? who);
    }

    [GeneratedRegex(@"ORIG(?:INATOR)? (?:CO )?NAME[:=]\s*(.+?)\s*"
        + "(?=ORIG ID|ORIGINATOR|DESC|CO ENTRY|SEC[:=]|TRACE|EED|IND |,|$)")]
    private static partial Regex Company();
}
