using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Providers.Reports;

/// <summary>Understands one kind of report. Found by scanning, one for each kind.</summary>
internal interface IProviderReportReader
{
    ReportFormat Format { get; }

    string Provider { get; }

    /// <summary>The kind in the words of the screen.</summary>
    string Name { get; }

    /// <summary>Columns without which nothing can be told; one of each group must be there.</summary>
    IReadOnlyList<string> Columns { get; }

    ReportLine Read(ReportRow row);
}
