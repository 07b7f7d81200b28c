using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsPortal.Domain.Banking;
using OpsPortal.Features.Banking;

namespace OpsPortal.Data.Mapping.Banking;

internal sealed class BankFileMapping : IEntityTypeConfiguration<BankFile>
{
    public void Configure(EntityTypeBuilder<BankFile> builder)
    {
        builder.ToTable("BankFiles");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Name).HasMaxLength(BankFile.NameLength);
        builder.Property(file => file.Hash).HasMaxLength(64);
        builder.HasIndex(file => file.Hash).IsUnique();
        builder.HasIndex(file => file.TakenAt);
    }
}

internal sealed class BankFilePartMapping : IEntityTypeConfiguration<BankFilePart>
{
    public void Configure(EntityTypeBuilder<BankFilePart> builder)
    {
        builder.ToTable("BankFileParts");
        builder.HasKey(part => new { part.FileId, part.Ordinal });
    }
}

internal sealed class BankStatementMapping : IEntityTypeConfiguration<BankStatement>
{
    public void Configure(EntityTypeBuilder<BankStatement> builder)
    {
        builder.ToTable("BankStatements");
        builder.HasKey(statement => statement.Id);
        builder.Property(statement => statement.Account).HasMaxLength(BankStatement.TextLength);
        builder.Property(statement => statement.Reference).HasMaxLength(BankStatement.TextLength);
        builder.Property(statement => statement.Number).HasMaxLength(BankStatement.TextLength);
        builder.HasIndex(statement => new { statement.FileId, statement.Ordinal }).IsUnique();
        builder.HasIndex(statement => new { statement.BankAccountId, statement.ClosingOn });
        builder.HasIndex(statement => statement.State);
    }
}

internal sealed class BankLineMapping : IEntityTypeConfiguration<BankLine>
{
    public void Configure(EntityTypeBuilder<BankLine> builder)
    {
        builder.ToTable("BankLines");
        builder.HasKey(line => line.Id);
        builder.Property(line => line.Identity).HasMaxLength(60);
        builder.Property(line => line.BankReference).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(line => line.CustomerReference).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(line => line.EndToEndId).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(line => line.Uetr).HasMaxLength(BankLine.AccountLength);
        builder.Property(line => line.Code).HasMaxLength(BankLine.CodeLength);
        builder.Property(line => line.PartyName).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(line => line.PartyAccount).HasMaxLength(BankLine.AccountLength);
        builder.Property(line => line.VirtualAccount).HasMaxLength(BankLine.AccountLength);
        builder.Property(line => line.StructuredReference).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(line => line.Remittance).HasMaxLength(BankLine.RemittanceLength);
        builder.Property(line => line.Rule).HasMaxLength(BankLine.RuleLength);
        builder.Property(line => line.EntryKey).HasMaxLength(BookedEntry.KeyLength);
        builder.HasIndex(line => line.Identity).IsUnique();
        builder.HasIndex(line => line.EntryKey);
        builder.HasIndex(line => new { line.FileId, line.Position });
        builder.HasIndex(line => line.StatementId);
        builder.HasIndex(line => line.ReceiptId);
        builder.HasIndex(line => new { line.Standing, line.Class });
    }
}

internal sealed class EntryDetailMapping : IEntityTypeConfiguration<EntryDetail>
{
    public void Configure(EntityTypeBuilder<EntryDetail> builder)
    {
        builder.ToTable("BankEntryDetails");
        builder.HasKey(detail => detail.Id);
        builder.Property(detail => detail.Identity).HasMaxLength(60);
        builder.Property(detail => detail.BankReference).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(detail => detail.PartyName).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(detail => detail.PartyAccount).HasMaxLength(BankLine.AccountLength);
        builder.Property(detail => detail.EndToEndId).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(detail => detail.StructuredReference).HasMaxLength(BankLine.ReferenceLength);
        builder.Property(detail => detail.Remittance).HasMaxLength(BankLine.RemittanceLength);
        builder.HasIndex(detail => detail.Identity).IsUnique();
        builder.HasIndex(detail => new { detail.LineId, detail.Place });
    }
}

internal sealed class CsvPresetMapping : IEntityTypeConfiguration<CsvPreset>
{
    public void Configure(EntityTypeBuilder<CsvPreset> builder)
    {
        builder.ToTable("CsvPresets");
        builder.HasKey(preset => preset.Id);
        builder.Property(preset => preset.Name).HasMaxLength(100);
        builder.Property(preset => preset.Mapping).HasMaxLength(4000);
        builder.HasIndex(preset => preset.Name).IsUnique();
    }
}

internal sealed class StatementScheduleMapping : IEntityTypeConfiguration<StatementSchedule>
{
    public void Configure(EntityTypeBuilder<StatementSchedule> builder)
    {
        builder.ToTable("StatementSchedules");
        builder.HasKey(schedule => schedule.Id);
        builder.Property(schedule => schedule.From).HasColumnName("FromDay");
    }
}

internal sealed class LineBookingMapping : IEntityTypeConfiguration<LineBooking>
{
    public void Configure(EntityTypeBuilder<LineBooking> builder)
    {
        builder.ToTable("BankLineBookings");
        builder.HasKey(booking => booking.Id);
        builder.Property(booking => booking.Reason).HasMaxLength(Reasons.Limit);
        builder.Property(booking => booking.Note).HasMaxLength(Reasons.Limit);
        builder.Ignore(booking => booking.Amount);
        builder.Ignore(booking => booking.Subject);
        builder.HasIndex(booking => new { booking.LineId, booking.State });
    }
}
