namespace OpsPortal.Domain.Close;

/// <summary>What the records can hold about a checkpoint.</summary>
public enum CheckpointRecordKind
{
    /// <summary>Statements of one bank account for the day.</summary>
    Statement,

    /// <summary>Reports of one provider that hold the day.</summary>
    ProviderReport,

    /// <summary>Reconciliations of one provider's balance that hold the day.</summary>
    ProviderRun,

    /// <summary>Events received on the day that have had no effect yet.</summary>
    WaitingEvents,

    /// <summary>Events received on the day that people settled without effect.</summary>
    DismissedEvents,

    /// <summary>Cases past their time at the checkpoint's hour.</summary>
    LateCases,

    /// <summary>Minor units by which safe cash fell short at the day's end.</summary>
    Shortfall,

    /// <summary>Steps of the month's close that were made.</summary>
    CloseStep,
}

/// <summary>What was counted in the records for one subject.</summary>
/// <param name="Subject">The account, provider, currency or month it is about.</param>
/// <param name="Link">Where the records are read, or brought in where there are none.</param>
public sealed record CheckpointRecord(CheckpointRecordKind Kind, string Subject, long Count, string Link);

/// <summary>One finding, in words, and whether it agrees with the checkpoint being done.</summary>
public sealed record CheckpointFinding(string Words, string Link, bool Agrees);

/// <summary>What the records say about a checkpoint; nothing where its work leaves none.</summary>
public sealed record CheckpointEvidence(IReadOnlyList<CheckpointFinding> Findings)
{
    public bool ShowsDone => Findings.Count > 0 && !Contradicts;

    public bool Contradicts => Findings.Any(finding => !finding.Agrees);

    public string Words => Join(Findings);

    /// <summary>What speaks against it.</summary>
    public string Missing => Join(Findings.Where(finding => !finding.Agrees));

    private static string Join(IEnumerable<CheckpointFinding> findings) =>
        string.Join(" ", findings.Select(finding => $"{finding.Words}."));
}

/// <summary>Which records each checkpoint is judged by, when they agree, and the words for both cases.</summary>
public static class CheckpointRules
{
    /// <param name="Yes">The words where the records agree; {0} stands for what it is about, {1} for the count.</param>
    public sealed record Rule(string Code, CheckpointRecordKind Kind, Func<long, bool> Agrees, string Yes, string No);

    public static IReadOnlyList<Rule> Rows { get; } =
    [
        new(CheckpointCalendar.BankStatement, CheckpointRecordKind.Statement, Some,
            "{0}: the statement is in", "{0}: no statement of this day is in"),
        new(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderReport, Some,
            "{0}: the report is in", "{0}: no report of this day is in"),
        new(CheckpointCalendar.ProviderReport, CheckpointRecordKind.ProviderRun, Some,
            "{0}: compared with the books", "{0}: not compared with the books for this day"),
        new(CheckpointCalendar.ProviderReport, CheckpointRecordKind.WaitingEvents, None,
            "No event of the day waits for its effect", "{1} events of the day had no effect yet"),
        new(CheckpointCalendar.ProviderReport, CheckpointRecordKind.DismissedEvents, Any,
            "Dead letters of the day dismissed by people: {1}", "Dead letters of the day dismissed by people: {1}"),
        new(CheckpointCalendar.ExceptionsBelowLimit, CheckpointRecordKind.LateCases,
            count => count < CheckpointCalendar.ExceptionLimit,
            $"{{1}} late cases, below {CheckpointCalendar.ExceptionLimit}",
            $"{{1}} late cases, the limit is {CheckpointCalendar.ExceptionLimit}"),
        new(CheckpointCalendar.Safeguarding, CheckpointRecordKind.Shortfall, None,
            "{0}: what is owed to others is covered", "{0}: what is owed to others is not covered"),
        new(CheckpointCalendar.ClosePrepared, CheckpointRecordKind.CloseStep, Some,
            "The close of {0} is prepared", "The close of {0} is not prepared"),
        new(CheckpointCalendar.CloseReviewed, CheckpointRecordKind.CloseStep, Some,
            "The close of {0} is reviewed", "The close of {0} is not reviewed"),
        new(CheckpointCalendar.CloseSigned, CheckpointRecordKind.CloseStep, Some,
            "The close of {0} is signed", "The close of {0} is not signed"),
    ];

    /// <summary>Records that no row of the checkpoint names say nothing about it.</summary>
    public static CheckpointEvidence Judge(string code, IEnumerable<CheckpointRecord> records)
    {
        var rows = Rows.Where(row => row.Code == code).ToDictionary(row => row.Kind);
        return new([.. records.Where(record => rows.ContainsKey(record.Kind)).Select(record => Say(rows[record.Kind], record))]);
    }

    private static CheckpointFinding Say(Rule rule, CheckpointRecord record)
    {
        var agrees = rule.Agrees(record.Count);
        var words = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, agrees ? rule.Yes : rule.No, record.Subject, record.Count);
        return new(words, record.Link, agrees);
    }

    private static bool Some(long count) => count > 0;

    private static bool Any(long count) => true;

    private static bool None(long count) => count == 0;
}
