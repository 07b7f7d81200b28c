using System.Text.RegularExpressions;

namespace OpsPortal.Providers.BankFiles.Mt940;

/// <summary>
/// What field 86 says, in three dialects: numbered sub-fields (<c>?20</c>), words between slashes (<c>/REMI/</c>), or free text.
/// Inside numbered sub-fields the words of SEPA (<c>EREF+</c>) are read too.
/// </summary>
internal sealed partial record Mt940Details
{
    /// <summary>The bank's three-digit code of the kind of movement.</summary>
    public string? Code { get; private init; }

    public string? Name { get; private init; }

    public string? Account { get; private init; }

    public string? EndToEndId { get; private init; }

    public string? CustomerReference { get; private init; }

    public string? StructuredReference { get; private init; }

    public string? Remittance { get; private init; }

    public static Mt940Details Of(IReadOnlyList<string> lines)
    {
        var joined = string.Concat(lines);
        if (Numbered().Match(joined) is { Success: true } start)
            return OfNumbered(joined, start);
        if (Words().IsMatch(joined) && joined.StartsWith('/'))
            return OfWords(joined);
        if (Labels().Match(string.Join('\n', lines)) is { Success: true } labels)
            return OfLabels(labels);
        var free = string.Join(' ', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
        return Sepa(new Mt940Details { Remittance = Known(free) }, free);
    }

    /// <summary>A list of texts that begin with two digits: what for in 01 to 14, who in 15 and 16.</summary>
    public static Mt940Details OfLists(IReadOnlyList<string> lines)
    {
        var numbered = lines.Where(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && char.IsAsciiDigit(line[1]))
            .Select(line => (Number: int.Parse(line.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture),
                Text: line[2..].Trim())).ToList();
        return new Mt940Details
        {
            Remittance = Known(string.Join(' ', numbered.Where(part => part.Number <= 14).Select(part => part.Text))),
            Name = Known(string.Concat(numbered.Where(part => part.Number is 15 or 16).Select(part => part.Text))),
        };
    }

    private static Mt940Details OfNumbered(string text, Match start)
    {
        var mark = Regex.Escape(start.Groups["mark"].Value);
        var parts = Regex.Split(text[start.Groups["code"].Length..], $@"{mark}(\d\d)");
        var fields = new Dictionary<int, string>();
        for (var i = 1; i + 1 < parts.Length; i += 2)
        {
            var key = ((parts[i][0] - '0') * 10) + parts[i][1] - '0';
            fields[key] = fields.GetValueOrDefault(key, "") + parts[i + 1];
        }

        var what = string.Concat(fields.Where(field => field.Key is (>= 20 and <= 29) or (>= 60 and <= 63))
            .OrderBy(field => field.Key).Select(field => field.Value));
        var details = new Mt940Details
        {
            Code = Known(start.Groups["code"].Value),
            Name = Known(fields.GetValueOrDefault(32, "") + fields.GetValueOrDefault(33, "")),
            Account = Known(fields.GetValueOrDefault(38) ?? fields.GetValueOrDefault(31)),
            Remittance = Known(what) ?? Known(fields.GetValueOrDefault(0)),
        };
        return Sepa(details, what);
    }

    private static Mt940Details Sepa(Mt940Details details, string text)
    {
        var parts = SepaWords().Split(text);
        if (parts.Length < 3)
            return details;
        var found = Pairs(parts);
        return details with
        {
            EndToEndId = Known(found.GetValueOrDefault("EREF")),
            CustomerReference = Known(found.GetValueOrDefault("KREF")),
            Account = details.Account ?? Known(found.GetValueOrDefault("IBAN")),
            Name = details.Name ?? Known(found.GetValueOrDefault("NAME")),
            Remittance = Known(found.GetValueOrDefault("SVWZ")) ?? Known(parts[0]) ?? details.Remittance,
        };
    }

    private static Mt940Details OfWords(string text)
    {
        var found = Pairs(Words().Split(text));
        var party = found.GetValueOrDefault("CNTP")?.Split('/');
        var remittance = found.GetValueOrDefault("REMI") ?? "";
        var structured = StructuredRemittance().Match(remittance);
        return new Mt940Details
        {
            EndToEndId = Known(found.GetValueOrDefault("EREF")),
            CustomerReference = Known(found.GetValueOrDefault("PREF")),
            Name = Known(found.GetValueOrDefault("NAME")) ?? Known(party?.ElementAtOrDefault(2))
                ?? Known(found.GetValueOrDefault("ORDP")) ?? Known(found.GetValueOrDefault("BENM")),
            Account = Known(found.GetValueOrDefault("IBAN")) ?? Known(party?.ElementAtOrDefault(0)),
            StructuredReference = structured.Success ? Known(structured.Groups[1].Value) : null,
            Remittance = structured.Success ? null : Known(Plain().Replace(remittance, "").Trim('/')),
        };
    }

    private static Mt940Details OfLabels(Match labels) => new()
    {
        Account = Known(labels.Groups["account"].Value),
        Name = Known(labels.Groups["name"].Value),
        Remittance = Known(labels.Groups["words"].Value.Replace('\n', ' ')),
    };

    private static Dictionary<string, string> Pairs(string[] parts)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i + 1 < parts.Length; i += 2)
            found[parts[i]] = found.TryGetValue(parts[i], out var before) && before.Length > 0 ? before : parts[i + 1];
        return found;
    }

    private static string? Known(string? text) =>
        text?.Trim(' ', '/') is { Length: > 0 } kept && kept is not ("NOTPROVIDED" or "NONREF") ? kept : null;

    [GeneratedRegex(@"^(?<code>\d{3})?(?<mark>[?<>~^|/])\d\d")]
    private static partial Regex Numbered();

    [GeneratedRegex("(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PREF|RREF|IBAN|BIC|PURP|RTRN|NAME)[+]")]
    private static partial Regex SepaWords();

    [GeneratedRegex("/(EREF|CNTP|ORDP|BENM|REMI|NAME|IBAN|BIC|TRTP|MARF|CSID|ISDT|PREF|SVCL|ULTC|ULTD|UDTR|UCRD|RTRN|PURP|IREF"
        + "|CODE|CREF|ADDR|TRCD|OCMT|CHGS|CHG1|EXCH|BENP|ORDR|ADDRESS|ID)/")]
    private static partial Regex Words();

    /// <summary>Polish words before account, name and purpose: from or to whom, and the title.</summary>
    [GeneratedRegex(@"RACH\.:\s*(?<account>\d{26}).*?\b(?:OD|DLA):\s*(?<name>[^;\n]+).*?TYT\.:\s*(?<words>[^;]*)",
        RegexOptions.Singleline)]
    private static partial Regex Labels();

    [GeneratedRegex(@"^STRD/(?:CUR|ISO|[A-Z]+)?/?([^/]+)")]
    private static partial Regex StructuredRemittance();

    [GeneratedRegex("^USTD//?")]
    private static partial Regex Plain();
}
