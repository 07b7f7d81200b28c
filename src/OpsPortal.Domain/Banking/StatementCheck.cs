using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What was read of one statement, also of a file that is refused.</summary>
public sealed record ReadStatement(StatementHead Head, StatementEnds? Ends, int Lines, int Skipped);

/// <summary>
/// Judges a file while it is read: opening and lines make the closing, limits are kept, and the list of faults stays short enough
/// to read. One fault refuses the whole file.
/// </summary>
public sealed class StatementCheck
{
    private readonly List<FileFault> faults = [];
    private readonly List<LineSkipped> skipped = [];
    private readonly List<FileNote> notes = [];
    private readonly List<ReadStatement> read = [];
    private StatementHead? open;
    private const int DaysAhead = 10;

    /// <summary>What software writes that does not know a date.</summary>
    private static readonly LocalDate NoDate = new(1970, 1, 1);

    private Int128 sum;
    private bool foreign;

    /// <summary>The day on which the file is read: no bank has booked what lies well after it. Null: any day will do.</summary>
    public LocalDate? Today { get; init; }

    public IReadOnlyList<FileFault> Faults => faults;

    /// <summary>The first of those that are not taken; <see cref="SkippedCount"/> counts all.</summary>
    public IReadOnlyList<LineSkipped> Skipped => skipped;

    public IReadOnlyList<FileNote> Notes => notes;

    /// <summary>The first statements as they were read, for a report.</summary>
    public IReadOnlyList<ReadStatement> Read => read;

    public int FaultCount { get; private set; }

    public int SkippedCount { get; private set; }

    public int Statements { get; private set; }

    public int Lines { get; private set; }

    public bool IsBroken => FaultCount > 0;

    public void See(StatementItem item)
    {
        switch (item)
        {
            case StatementBegins begins:
                Begin(begins);
                break;
            case LineRead line:
                Add(line);
                break;
            case StatementEnds ends:
                End(ends);
                break;
            case LineSkipped skip:
                SkippedCount++;
                Tell(one => one with { Skipped = one.Skipped + 1 });
                Keep(skipped, skip);
                break;
            case FileNote note:
                Keep(notes, note);
                break;
            case FileFault fault:
                Refuse(fault.Line, fault.Reason);
                break;
        }
    }

    /// <summary>After the last item: a file without a statement is refused too.</summary>
    public void Finish()
    {
        if (Statements == 0 && !IsBroken)
            Refuse(1, "There is no statement in the file.");
    }

    private void Begin(StatementBegins begins)
    {
        (open, sum, foreign) = (begins.Head, 0, false);
        if (Statements < FileLimits.FaultsNamed)
            read.Add(new ReadStatement(begins.Head, null, 0, 0));
        if (++Statements == FileLimits.Statements + 1)
            Refuse(begins.Line, $"The file has more than {FileLimits.Statements} statements.");
    }

    private void Add(LineRead line)
    {
        sum += line.Entry.AmountMinor;
        foreign |= open?.Currency is { } currency && currency != line.Entry.Currency;
        CheckDay(line.Line, "The line", line.Entry.BookedOn);
        Tell(one => one with { Lines = one.Lines + 1 });
        if (++Lines == FileLimits.Lines + 1)
            Refuse(line.Line, $"The file has more than {FileLimits.Lines} lines.");
    }

    private void Tell(Func<ReadStatement, ReadStatement> more)
    {
        if (read.Count == Statements && read.Count > 0)
            read[^1] = more(read[^1]);
    }

    private void End(StatementEnds ends)
    {
        Tell(one => one with { Ends = ends });
        CheckDay(ends.Line, "The closing balance", ends.Closing?.On);
        if (ends is not { Opening: { } opening, Closing: { } closing })
            return;
        if (opening.Currency != closing.Currency || foreign || open?.Currency is { } own && own != opening.Currency)
        {
            Keep(notes, new FileNote(ends.Line,
                "Balances and lines are in several currencies: opening and closing were not compared."));
            return;
        }

        var expected = opening.Minor + sum;
        if (expected != closing.Minor)
            Refuse(ends.Line, $"Opening {Text(opening.Minor, opening.Currency)} and the lines make "
                + $"{Text(expected, opening.Currency)}, but the closing balance is {Text(closing.Minor, closing.Currency)}.");
    }

    private void CheckDay(int line, string what, LocalDate? on)
    {
        if (on is not { } day)
            return;
        if (day <= NoDate)
            Refuse(line, $"{what} is dated {DayWords.Of(day)}: that is no day on which a bank booked it.");
        else if (day > Today?.PlusDays(DaysAhead))
            Refuse(line, $"{what} is dated {DayWords.Of(day)}, which has not come yet: nothing was booked then.");
    }

    private void Refuse(int line, string reason)
    {
        FaultCount++;
        Keep(faults, new FileFault(line, reason));
    }

    private static void Keep<T>(List<T> list, T item)
    {
        if (list.Count < FileLimits.FaultsNamed)
            list.Add(item);
    }

    private static string Text(Int128 minor, Currency currency) => minor >= long.MinValue && minor <= long.MaxValue
        ? new Money((long)minor, currency).ToString()
        : "more than can be written";
}
