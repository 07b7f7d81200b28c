using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Data.Mapping.Payouts;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Data.Mapping.Reconciliation;

internal sealed class ReconciliationRunMapping : IEntityTypeConfiguration<ReconciliationRun>
{
    public void Configure(EntityTypeBuilder<ReconciliationRun> builder)
    {
        builder.ToTable("ReconciliationRuns");
        builder.HasKey(run => run.Id);
        builder.Property(run => run.Scope).HasMaxLength(ReconciliationBasis.ScopeLength);
        builder.Property(run => run.ScopeName).HasMaxLength(ReconciliationBasis.ScopeNameLength);
        builder.Property(run => run.ReviewNote).HasMaxLength(ReconciliationRun.NoteLength);
        builder.Property(run => run.Evidence).IsJson();
        builder.Property(run => run.Notes).IsJson();
        builder.Ignore(run => run.Basis);
        builder.Ignore(run => run.Equation);
        builder.Ignore(run => run.DifferenceMinor);
        builder.Ignore(run => run.Alarms);
        builder.HasIndex(run => new { run.LegalEntityId, run.Layer, run.Scope, run.Currency, run.AsOf });
        builder.HasIndex(run => run.RunAt);
    }
}

internal sealed class ReconciliationRowMapping : IEntityTypeConfiguration<ReconciliationRow>
{
    public void Configure(EntityTypeBuilder<ReconciliationRow> builder)
    {
        builder.ToTable("ReconciliationRows");
        builder.HasKey(row => new { row.RunId, row.Number });
        builder.Property(row => row.Key).HasMaxLength(ReconciliationRow.KeyLength);
        builder.Property(row => row.GroupKey).HasMaxLength(ReconciliationRow.KeyLength);
        builder.Property(row => row.Reference).HasMaxLength(ReconciliationRow.KeyLength);
        builder.Property(row => row.Link).HasMaxLength(ReconciliationRow.LinkLength);
        builder.Property(row => row.Rule).HasMaxLength(20);
        builder.Property(row => row.Also).IsJson();
    }
}

internal sealed class ReconciliationBreakMapping : IEntityTypeConfiguration<ReconciliationBreak>
{
    public void Configure(EntityTypeBuilder<ReconciliationBreak> builder)
    {
        builder.ToTable("ReconciliationBreaks");
        builder.HasKey(found => found.Id);
        builder.Property(found => found.Scope).HasMaxLength(ReconciliationBasis.ScopeLength);
        builder.Property(found => found.ScopeName).HasMaxLength(ReconciliationBasis.ScopeNameLength);
        builder.Property(found => found.Identity).HasMaxLength(ReconciliationBreak.IdentityLength);
        builder.Property(found => found.OpenKey).HasMaxLength(400);
        builder.Property(found => found.Key).HasMaxLength(ReconciliationRow.KeyLength);
        builder.Property(found => found.Reference).HasMaxLength(ReconciliationRow.KeyLength);
        builder.Property(found => found.Link).HasMaxLength(ReconciliationRow.LinkLength);
        builder.Property(found => found.Explanation).HasMaxLength(ReconciliationBreak.ExplanationLength);
        builder.Ignore(found => found.IsResidual);
        builder.Ignore(found => found.CaseKey);
        builder.HasIndex(found => found.OpenKey).IsUnique();
        builder.HasIndex(found => new { found.LegalEntityId, found.State, found.DueAt });
        builder.HasIndex(found => found.LastRunId);
    }
}

internal sealed class SeenBreakMapping : IEntityTypeConfiguration<SeenBreak>
{
    public void Configure(EntityTypeBuilder<SeenBreak> builder)
    {
        builder.ToTable("ReconciliationSeenBreaks");
        builder.HasKey(seen => new { seen.RunId, seen.BreakId });
        builder.HasIndex(seen => seen.BreakId);
    }
}

internal sealed class ReconciliationPolicyMapping : IEntityTypeConfiguration<ReconciliationPolicy>
{
    public void Configure(EntityTypeBuilder<ReconciliationPolicy> builder)
    {
        builder.ToTable("ReconciliationPolicies");
        builder.HasKey(policy => policy.Id);
        builder.Property(policy => policy.Reason).HasMaxLength(500);
        builder.Property(policy => policy.Rules).IsJson();
        builder.HasIndex(policy => new { policy.LegalEntityId, policy.Number }).IsUnique();
    }
}

internal sealed class ProviderReportMapping : IEntityTypeConfiguration<ProviderReport>
{
    public void Configure(EntityTypeBuilder<ProviderReport> builder)
    {
        builder.ToTable("ProviderReports");
        builder.HasKey(report => report.Id);
        builder.Property(report => report.Provider).HasMaxLength(ProviderReport.ProviderLength);
        builder.Property(report => report.Name).HasMaxLength(ProviderReport.NameLength);
        builder.Property(report => report.Sha256).HasMaxLength(64);
        builder.HasIndex(report => new { report.LegalEntityId, report.Provider, report.Sha256 }).IsUnique();
        builder.HasIndex(report => report.TakenAt);
    }
}

internal sealed class ProviderReportRowMapping : IEntityTypeConfiguration<ProviderReportRow>
{
    public void Configure(EntityTypeBuilder<ProviderReportRow> builder)
    {
        builder.ToTable("ProviderReportRows");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Provider).HasMaxLength(ProviderReport.ProviderLength);
        foreach (var text in new[]
        {
            nameof(ProviderReportRow.Category), nameof(ProviderReportRow.Source), nameof(ProviderReportRow.Payout),
        })
            builder.Property(text).HasMaxLength(ReportLine.TextLength);
        foreach (var text in new[]
        {
            nameof(ProviderReportRow.Identity), nameof(ProviderReportRow.Key), nameof(ProviderReportRow.Also),
            nameof(ProviderReportRow.FeeKey),
        })
            builder.Property(text).HasMaxLength(ReconciliationRow.KeyLength);
        builder.HasIndex(row => new { row.LegalEntityId, row.Provider, row.Identity }).IsUnique();
        builder.HasIndex(row => new { row.LegalEntityId, row.Provider, row.Currency, row.CreatedOn });
        builder.HasIndex(row => new { row.LegalEntityId, row.Provider, row.Payout });
        builder.HasIndex(row => row.ReportId);
    }
}

internal sealed class ProviderReportFileMapping : IEntityTypeConfiguration<ProviderReportFile>
{
    public void Configure(EntityTypeBuilder<ProviderReportFile> builder)
    {
        builder.ToTable("ProviderReportFiles");
        builder.HasKey(file => file.ReportId);
    }
}
