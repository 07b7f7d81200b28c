using System.Globalization;
using System.Text.RegularExpressions;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>Reads BAI2: file, groups, accounts and transactions, each level with control total and number of records.</summary>
[Part]
internal sealed partial class Bai2Reader : IBankFileReader
{
    public BankFileFormat Format => BankFileFormat.Bai2;

    public bool Recognises(string beginning) => FileHeader().IsMatch(beginning.TrimStart('\uFEFF', ' ', '\r', '\n', '\t'));

    public IEnumerable<StatementItem> Read(Stream file, CsvMapping? mapping)
    {
        var whole = new Bai2File();
        return Bai2Records.Of(BankText.Lines(file)).SelectMany(whole.Take).Concat(whole.End());
    }

    [GeneratedRegex(@"^(01,|\d\d,[^,\n]*,[^,\n]*,[^,\n]*,\d{4},)")]
    private static partial Regex FileHeader();
}

/// <summary>Where in a file its records stand: in which group and which account.</summary>
internal sealed class Bai2File
{
    private readonly Bai2Level whole = new();
    private Bai2Level level = new();
    private Bai2Group? group;
    private Bai2Account? account;
    private bool closed;

    public IEnumerable<StatementItem> Take(Bai2Record record)
    {
        var fields = new Bai2Fields(record.Body);
        switch (record.Code)
        {
            case "02":
                return Group(record, fields);
            case "03":
                var cutOff = account?.CutOff(record.Line) ?? [];
                account = new Bai2Account(record.Line, group ?? Bai2Group.Missing);
                return [.. cutOff, .. account.Begin(record, fields)];
            case "16":
                return account?.Transaction(record, fields) ?? [Orphan(record)];
            case "49":
                return EndAccount(record, fields);
            case "98":
                StatementItem[] checks = [.. level.Check(record, fields, "group", "accounts")];
                whole.Include(level);
                group = null;
                return checks;
            case "99":
                closed = true;
                return [.. whole.Check(record, fields, "file", "groups")];
            default:
                whole.Count(record.Physical);
                return [];
        }
    }

    public IEnumerable<StatementItem> End()
    {
        if (!closed)
            yield return new FileFault(1, "The file has no trailer (99): it is cut off.");
    }

    private IEnumerable<StatementItem> Group(Bai2Record record, Bai2Fields fields)
    {
        level = new Bai2Level();
        level.Count(record.Physical);
        group = Bai2Group.Read(fields);
        return group.AsOf is null ? [new FileFault(record.Line, "The group (02) has no date that can be read.")] : [];
    }

    private IEnumerable<StatementItem> EndAccount(Bai2Record record, Bai2Fields fields)
    {
        if (account is not { } ended)
            return [Orphan(record)];
        StatementItem[] items = [.. ended.End(record, fields)];
        level.Include(ended.Level);
        account = null;
        return items;
    }

    private static FileFault Orphan(Bai2Record record) =>
        new(record.Line, $"The record {record.Code} belongs to no account (03).");
}

/// <summary>What a group says of all its accounts.</summary>
internal sealed record Bai2Group(LocalDate? AsOf, string? Currency, string Status, bool IsInterim)
{
    public static readonly Bai2Group Missing = new(null, null, "1", false);

    public static Bai2Group Read(Bai2Fields fields)
    {
        fields.Next();
        fields.Next();
        var (status, date, _, currency, modifier) = (fields.Next(), fields.Next(), fields.Next(), fields.Next(), fields.Next());
        return new Bai2Group(Bai2Dates.Read(date), currency.Length == 0 ? null : currency, status, modifier is "1" or "3");
    }
}

/// <summary>The control figures of one level: what its trailer must say.</summary>
internal sealed class Bai2Level
{
    private Int128 total;
    private int records;
    private int parts;

    public void Add(long minor) => total += minor;

    public void Count(int physical) => records += physical;

    public void Include(Bai2Level? inner)
    {
        if (inner is null)
            return;
        total += inner.total;
        records += inner.records;
        parts++;
    }

    /// <param name="level">The level's name; of an account the trailer has no number of parts.</param>
    public IEnumerable<StatementItem> Check(Bai2Record record, Bai2Fields fields, string level, string? partNames)
    {
        Count(record.Physical);
        var said = fields.Next();
        if (!Int128.TryParse(said, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var control))
            yield return new FileFault(record.Line, $"The control total of the {level} is not a number.");
        else if (control != total)
            yield return new FileFault(record.Line,
                $"The control total of the {level} is {control}, but its amounts make {total}.");
        var saidParts = partNames is null ? null : fields.Next();
        if (saidParts is { Length: > 0 } && Differs(saidParts, parts))
            yield return new FileFault(record.Line, $"The {level} is said to have {saidParts} {partNames}, but it has {parts}.");
        var saidRecords = fields.Next();
        if (saidRecords.Length > 0 && Differs(saidRecords, records))
            yield return new FileFault(record.Line, $"The {level} is said to have {saidRecords} records, but it has {records}.");
    }

    private static bool Differs(string said, int counted) =>
        !int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != counted;
}
