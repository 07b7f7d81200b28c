using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>Which kind of file it is.</summary>
public enum ReportFormat
{
    /// <summary>The itemised payout reconciliation of Stripe.</summary>
    StripePayoutReconciliation,

    /// <summary>The sandbox's own report of its balance.</summary>
    SandboxBalance,

    /// <summary>Our export of payouts sent by hand, filled in with what the bank did.</summary>
    SettlementSheet,
}

/// <summary>Whether a report counts.</summary>
public enum ReportState
{
    Taken,

    /// <summary>Filled in by hand: it counts once a second person has signed it.</summary>
    WaitsForSignature,
    Signed,
}

/// <summary>Whose report of which days it is.</summary>
public sealed record ReportBasis(LegalEntityId LegalEntityId, string Provider, ReportFormat Format, LocalDate From, LocalDate To);

/// <summary>A report of a provider as it was taken: once, whatever its name.</summary>
public sealed class ProviderReport : IOfCompany
{
    public const int NameLength = 200;
    public const int ProviderLength = 40;

    /// <summary>Stands for a provider where payouts were paid without one.</summary>
    public const string ByHand = "by-hand";

    private ProviderReport()
    {
    }

    public ProviderReport(
        ProviderReportId id, ReportBasis basis, string name, string sha256, RowCounts counts, PersonId? by, Instant at)
    {
        Id = id;
        LegalEntityId = basis.LegalEntityId;
        (Provider, Format, FromDay, ToDay) = (basis.Provider, basis.Format, basis.From, basis.To);
        Name = name.Length > NameLength ? name[..NameLength] : name;
        Sha256 = sha256;
        (RowsTaken, RowsKnown) = (counts.Taken, counts.Known);
        (TakenBy, TakenAt) = (by, at);
        State = basis.Format == ReportFormat.SettlementSheet ? ReportState.WaitsForSignature : ReportState.Taken;
    }

    public ProviderReportId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Provider { get; private set; } = "";

    public ReportFormat Format { get; private set; }

    public LocalDate FromDay { get; private set; }

    public LocalDate ToDay { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The same bytes are the same file.</summary>
    public string Sha256 { get; private set; } = "";

    public int RowsTaken { get; private set; }

    /// <summary>Rows that another report had brought before.</summary>
    public int RowsKnown { get; private set; }

    public PersonId? TakenBy { get; private set; }

    public Instant TakenAt { get; private set; }

    public ReportState State { get; private set; }

    public PersonId? SignedBy { get; private set; }

    public Instant? SignedAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Why a person may not take it back; null where they may: its maker, while nobody has signed.</summary>
    public Refusal? WhyKept(PersonId by) =>
        Format != ReportFormat.SettlementSheet || State != ReportState.WaitsForSignature ? ReconciliationRefusals.NotWaiting
        : TakenBy != by ? ReconciliationRefusals.NotYourSheet
        : null;

    /// <summary>A second person has compared it with the bank.</summary>
    public Outcome Sign(PersonId by, Instant now)
    {
        if (State != ReportState.WaitsForSignature)
            return ReconciliationRefusals.NotWaiting;
        if (TakenBy == by)
            return ReconciliationRefusals.SignedBySame;
        (State, SignedBy, SignedAt) = (ReportState.Signed, by, now);
        return Outcome.Done;
    }
}

/// <summary>How many rows were new, and how many another report had brought before.</summary>
public readonly record struct RowCounts(int Taken, int Known);

/// <summary>One row as a reader understands it.</summary>
/// <param name="Line">The line of the file where it stands.</param>
/// <param name="Transaction">The provider's id of the balance transaction.</param>
/// <param name="Key">What our books call the same movement.</param>
/// <param name="Source">The provider's id of what moved: a charge, a refund, a payout.</param>
public sealed record ReportLine(
    int Line, string Transaction, string Category, string Key, string Source, Currency Currency, long GrossMinor, long FeeMinor,
    LocalDate CreatedOn)
{
    public const int TextLength = 120;

    /// <summary>Another name under which our books may know it.</summary>
    public string? Also { get; init; }

    /// <summary>The key of the fee; null where there is none.</summary>
    public string? FeeKey { get; init; }

    /// <summary>The provider's payout that carried it to the bank, and when.</summary>
    public string? Payout { get; init; }

    public LocalDate? PayoutOn { get; init; }

    public long NetMinor => GrossMinor - FeeMinor;
}

/// <summary>One balance transaction as a provider reported it: once per company, provider, transaction and repetition.</summary>
public sealed class ProviderReportRow
{
    private ProviderReportRow()
    {
    }

    public ProviderReportRow(Guid id, ProviderReport report, ReportLine line, int repetition)
    {
        Id = id;
        (ReportId, LegalEntityId, Provider) = (report.Id, report.LegalEntityId, report.Provider);
        Identity = IdentityOf(line.Transaction, repetition);
        (Line, Category, Key, Also, FeeKey, Source) = (line.Line, line.Category, line.Key, line.Also, line.FeeKey, line.Source);
        (Currency, GrossMinor, FeeMinor, CreatedOn) = (line.Currency, line.GrossMinor, line.FeeMinor, line.CreatedOn);
        (Payout, PayoutOn) = (line.Payout, line.PayoutOn);
        IsRepeated = repetition > 1;
    }

    public Guid Id { get; private set; }

    public ProviderReportId ReportId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The transaction and how often the file says it: a row that stands twice in one file is two rows.</summary>
    public string Identity { get; private set; } = "";

    public int Line { get; private set; }

    public string Category { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string? Also { get; private set; }

    public string? FeeKey { get; private set; }

    public string Source { get; private set; } = "";

    public Currency Currency { get; private set; }

    public long GrossMinor { get; private set; }

    public long FeeMinor { get; private set; }

    public LocalDate CreatedOn { get; private set; }

    public string? Payout { get; private set; }

    public LocalDate? PayoutOn { get; private set; }

    public bool IsRepeated { get; private set; }

    public static string IdentityOf(string transaction, int repetition) => $"{transaction}#{repetition}";
}

/// <summary>The bytes of a report, kept as evidence.</summary>
public sealed class ProviderReportFile
{
    private ProviderReportFile()
    {
    }

    public ProviderReportFile(ProviderReportId report, byte[] content) => (ReportId, Content) = (report, content);

    public ProviderReportId ReportId { get; private set; }

    public byte[] Content { get; private set; } = [];
}
