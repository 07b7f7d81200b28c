namespace OpsPortal.Tests.Simulation;

internal enum RaceMove
{
    Sign,
    Reject,
    TakeOut,
    GiveUp,
    Release,
}

/// <summary>One person's move in a race, and whether the app let it be.</summary>
/// <param name="Move">What was tried.</param>
/// <param name="Who">By whom.</param>
/// <param name="IsDone">True where it was answered as done.</param>
/// <param name="IsUndecided">True where it was answered "changed meanwhile, look again": it had no effect.</param>
internal sealed record RaceResult(RaceMove Move, string Who, bool IsDone, bool IsUndecided);

public enum RaceEnd
{
    Draft,
    Submitted,
    Approved,
    Released,
    Cancelled,
}

/// <summary>
/// A batch in the fewest words: what one person after the other could do to it. A race is good when some order of its moves, one
/// after the other, gives every answer that was given and the end that is stored.
/// </summary>
internal sealed record RaceModel(RaceEnd State, int Items, string Signers, bool IsShownContent = true)
{
    public static RaceModel Begin(bool isApproved, int items) => isApproved
        ? new RaceModel(RaceEnd.Approved, items, "|controller1|controller2|")
        : new RaceModel(RaceEnd.Submitted, items, "|controller1|");

    /// <summary>True where some order of the moves explains all of them.</summary>
    public bool Explains(IReadOnlyList<RaceResult> moves, RaceEnd end, int items)
    {
        if (moves.Count == 0)
            return State == end && Items == items;
        for (var i = 0; i < moves.Count; i++)
        {
            RaceResult[] rest = [.. moves.Take(i), .. moves.Skip(i + 1)];
            var after = moves[i].IsUndecided ? null : After(moves[i]);
            if (moves[i].IsDone == after is not null && (after ?? this).Explains(rest, end, items))
                return true;
        }

        return false;
    }

    /// <summary>The batch after the move, or null where it is refused.</summary>
    private RaceModel? After(RaceResult one) => one.Move switch
    {
        RaceMove.Sign when State == RaceEnd.Submitted && IsShownContent && !Signers.Contains($"|{one.Who}|") => this with
        {
            State = Signers.Length > 1 ? RaceEnd.Approved : RaceEnd.Submitted, Signers = $"{Signers}{one.Who}|",
        },
        RaceMove.Reject when State is RaceEnd.Submitted or RaceEnd.Approved => Changed(Items),
        RaceMove.TakeOut when IsBeforeRelease && Items > 1 => Changed(Items - 1),
        RaceMove.GiveUp when IsBeforeRelease => this with { State = RaceEnd.Cancelled },
        RaceMove.Release when State == RaceEnd.Approved && IsShownContent => this with { State = RaceEnd.Released },
        _ => null,
    };

    private bool IsBeforeRelease => State is RaceEnd.Draft or RaceEnd.Submitted or RaceEnd.Approved;

    private RaceModel Changed(int items) => new(RaceEnd.Draft, items, "|", IsShownContent: false);
}
