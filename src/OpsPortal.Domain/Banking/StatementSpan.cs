using NodaTime;

namespace OpsPortal.Domain.Banking;

/// <summary>From which balance to which a statement leads, and which one it is by the bank's count.</summary>
public sealed record StatementSpan(long Opening, LocalDate OpeningOn, long Closing, LocalDate ClosingOn, string? Number)
{
    /// <summary>The bank counts them as two.</summary>
    public bool IsNumberedApart(StatementSpan other) =>
        Number is not null && other.Number is not null && Number != other.Number;

    /// <summary>The same statement once more.</summary>
    public bool IsRepeated(StatementSpan other) => !IsNumberedApart(other) && this with { Number = other.Number } == other;

    /// <summary>The other begins where this one ends. Two that open alike or close alike may hold the same lines.</summary>
    public bool LeadsTo(StatementSpan other) => Closing == other.Opening && Opening != other.Opening
        && Closing != other.Closing && OpeningOn <= other.OpeningOn && ClosingOn <= other.ClosingOn;

    /// <summary>Those before it or behind it in an unbroken row of balances: their lines are other movements.</summary>
    public IReadOnlyList<T> Beside<T>(IReadOnlyCollection<(T Statement, StatementSpan Span)> others) =>
    [
        .. Row(others, (here, next) => here.LeadsTo(next)).Union(Row(others, (here, next) => next.LeadsTo(here))),
    ];

    private List<T> Row<T>(
        IReadOnlyCollection<(T Statement, StatementSpan Span)> others, Func<StatementSpan, StatementSpan, bool> leads)
    {
        var (row, left, ends) = (new List<T>(), others.ToList(), new Queue<StatementSpan>([this]));
        while (ends.TryDequeue(out var here))
            foreach (var next in left.FindAll(one => leads(here, one.Span)))
            {
                left.Remove(next);
                row.Add(next.Statement);
                ends.Enqueue(next.Span);
            }

        return row;
    }
}
