using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>What a run was made from: a file by its name and hash, or the books themselves.</summary>
public sealed record RunEvidence(string Name, string Sha256);

/// <summary>Who compared, when, under which policy, and from what.</summary>
public sealed record RunOccasion(PersonId? By, Instant At, int PolicyNumber, long ToleranceMinor)
{
    public IReadOnlyList<RunEvidence> Evidence { get; init; } = [];

    /// <summary>What a reader of the run should know: days without a report, an opening that nobody states.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// One comparison of two sides of the same basis, kept with everything that went into it. The same basis can be run again; then
/// the newest run counts, and the older ones stay to be read.
/// </summary>
public sealed class ReconciliationRun : IOfCompany
{
    public const int NoteLength = 1000;

    private ReconciliationRun()
    {
    }

    public ReconciliationRunId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ReconciliationLayer Layer { get; private set; }

    public string Scope { get; private set; } = "";

    public string ScopeName { get; private set; } = "";

    public Currency Currency { get; private set; }

    public LocalDate FromDay { get; private set; }

    public LocalDate AsOf { get; private set; }

    public DateBasis DateBasis { get; private set; }

    public long OursOpeningMinor { get; private set; }

    public long TheirsOpeningMinor { get; private set; }

    public long OursMinor { get; private set; }

    public long TheirsMinor { get; private set; }

    public long UnmatchedOursMinor { get; private set; }

    public long UnmatchedTheirsMinor { get; private set; }

    /// <summary>What of the difference stands in no unmatched item.</summary>
    public long ResidualMinor { get; private set; }

    public int OursCount { get; private set; }

    public int TheirsCount { get; private set; }

    public int MatchCount { get; private set; }

    public int BreakCount { get; private set; }

    public long ToleranceMinor { get; private set; }

    /// <summary>The version of the tolerance policy; 0 is the delivered one.</summary>
    public int PolicyNumber { get; private set; }

    /// <summary>The person who made it; null for the daily job.</summary>
    public PersonId? RunBy { get; private set; }

    public Instant RunAt { get; private set; }

    /// <summary>False once the same basis was run again.</summary>
    public bool IsCurrent { get; private set; }

    public PersonId? ReviewedBy { get; private set; }

    public Instant? ReviewedAt { get; private set; }

    public string? ReviewNote { get; private set; }

    public IReadOnlyList<RunEvidence> Evidence { get; private set; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public int Revision { get; private set; }

    public ReconciliationBasis Basis => new(LegalEntityId, Layer, Scope, ScopeName, Currency, FromDay, AsOf, DateBasis);

    public ReconciliationEquation Equation =>
        new(OursMinor, TheirsMinor, UnmatchedOursMinor, UnmatchedTheirsMinor, ResidualMinor);

    public long DifferenceMinor => OursMinor - TheirsMinor;

    /// <summary>Money that no listed item accounts for: the only thing that alarms.</summary>
    public bool Alarms => Math.Abs(ResidualMinor) > ToleranceMinor;

    public static ReconciliationRun Of(
        ReconciliationRunId id, ReconciliationSide ours, ReconciliationSide theirs, ReconciliationResult found,
        RunOccasion occasion)
    {
        var (basis, equation) = (ours.Basis, found.Equation);
        return new ReconciliationRun
        {
            Id = id, LegalEntityId = basis.LegalEntityId, Layer = basis.Layer, Scope = basis.Scope, ScopeName = basis.ScopeName,
            Currency = basis.Currency, FromDay = basis.From, AsOf = basis.AsOf, DateBasis = basis.Date,
            OursOpeningMinor = ours.OpeningMinor, TheirsOpeningMinor = theirs.OpeningMinor, OursMinor = equation.OursMinor,
            TheirsMinor = equation.TheirsMinor, UnmatchedOursMinor = equation.UnmatchedOursMinor,
            UnmatchedTheirsMinor = equation.UnmatchedTheirsMinor, ResidualMinor = equation.ResidualMinor,
            OursCount = ours.Items.Count, TheirsCount = theirs.Items.Count, MatchCount = found.Matches.Count,
            BreakCount = found.Breaks.Count, ToleranceMinor = occasion.ToleranceMinor, PolicyNumber = occasion.PolicyNumber,
            RunBy = occasion.By, RunAt = occasion.At, Evidence = occasion.Evidence, Notes = occasion.Notes, IsCurrent = true,
        };
    }

    /// <summary>A newer run of the same basis counts from now on.</summary>
    public void GiveWay() => IsCurrent = false;

    /// <summary>Another person has read it.</summary>
    /// <param name="by">Neither who ran it nor who explained what it saw.</param>
    /// <param name="explainers">Who explained a break of the run.</param>
    /// <param name="unexplainedResidual">A break of the residual has no explanation yet.</param>
    public Outcome Review(
        PersonId by, Instant now, string? note, IReadOnlyCollection<PersonId> explainers, bool unexplainedResidual)
    {
        if (ReviewedAt is not null)
            return ReconciliationRefusals.ReviewedAlready;
        if (!IsCurrent)
            return ReconciliationRefusals.NotCurrent;
        if (RunBy == by)
            return ReconciliationRefusals.SamePerson;
        if (explainers.Contains(by))
            return ReconciliationRefusals.OwnExplanation;
        if (Alarms && unexplainedResidual)
            return ReconciliationRefusals.ResidualOpen(new Money(ResidualMinor, Currency));
        if (note?.Length > NoteLength)
            return SharedRefusals.TooLong("Note", NoteLength);
        (ReviewedBy, ReviewedAt, ReviewNote) = (by, now, string.IsNullOrWhiteSpace(note) ? null : note.Trim());
        return Outcome.Done;
    }
}

/// <summary>An item of a run as it was compared: one row of one side.</summary>
public sealed class ReconciliationRow
{
    public const int KeyLength = 200;
    public const int LinkLength = 200;

    private ReconciliationRow()
    {
    }

    public ReconciliationRunId RunId { get; private set; }

    /// <summary>Its place in the run, counted from one.</summary>
    public int Number { get; private set; }

    public ReconciliationParty Party { get; private set; }

    public string Key { get; private set; } = "";

    public string? GroupKey { get; private set; }

    /// <summary>Its other names, as long as it found no counterpart: a later run may find it by them.</summary>
    public IReadOnlyList<string> Also { get; private set; } = [];

    public long AmountMinor { get; private set; }

    public LocalDate Date { get; private set; }

    public string Reference { get; private set; } = "";

    public string? Link { get; private set; }

    /// <summary>The match that it is part of; null where it found none.</summary>
    public int? MatchNumber { get; private set; }

    public string? Rule { get; private set; }

    public BreakKind? Kind { get; private set; }

    /// <summary>The rows of a run: matches in their order, then what is left.</summary>
    public static IReadOnlyList<ReconciliationRow> Of(ReconciliationRunId run, ReconciliationResult found)
    {
        var rows = new List<ReconciliationRow>();
        foreach (var match in found.Matches)
        {
            rows.AddRange(match.Ours.Select(item => (ReconciliationParty.Ours, item))
                .Concat(match.Theirs.Select(item => (ReconciliationParty.Theirs, item)))
                .Select((row, at) => Of(run, rows.Count + at + 1, row.Item1, row.item, match, null)).ToList());
        }

        rows.AddRange(found.Unmatched.Select((row, at) => Of(run, rows.Count + at + 1, row.Party, row.Item, null, row.Kind))
            .ToList());
        return rows;
    }

    /// <summary>The item as a later run takes it over.</summary>
    public ReconciliationItem Item() => new(Key, AmountMinor, Date, Reference, Link)
    {
        Group = GroupKey, Also = Also, IsDoubled = Kind == BreakKind.Doubled,
    };

    private static ReconciliationRow Of(
        ReconciliationRunId run, int number, ReconciliationParty party, ReconciliationItem item, ReconciliationMatch? match,
        BreakKind? kind) => new()
    {
        RunId = run, Number = number, Party = party, Key = Cut(item.Key, KeyLength)!, GroupKey = Cut(item.Group, KeyLength),
        Also = match is null ? item.Also : [], AmountMinor = item.AmountMinor, Date = item.Date,
        Reference = Cut(item.Reference, KeyLength)!,
        Link = Cut(item.Link, LinkLength), MatchNumber = match?.Number, Rule = match?.Rule, Kind = kind,
    };

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
