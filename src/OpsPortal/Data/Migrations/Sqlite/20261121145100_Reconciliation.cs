using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reconciliation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ProviderReportFiles",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderReportFiles", x => x.ReportId);
                });

            migrationBuilder.CreateTable(
                name: "ProviderReportRows",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Identity = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Category = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Also = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    FeeKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    GrossMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    FeeMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Payout = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    PayoutOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    IsRepeated = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderReportRows", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ProviderReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Format = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FromDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ToDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RowsTaken = table.Column<int>(type: "INTEGER", nullable: false),
                    RowsKnown = table.Column<int>(type: "INTEGER", nullable: false),
                    TakenBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SignedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderReports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReconciliationBreaks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Layer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScopeName = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Identity = table.Column<string>(type: "TEXT", maxLength: 240, nullable: false),
                    OpenKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Party = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EffectMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    FirstRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LastRunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OwnerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ExplainedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ExplainedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedByRunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationBreaks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReconciliationPolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    EffectiveFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    MadeBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationPolicies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReconciliationRows",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Party = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    GroupKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AmountMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    MatchNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationRows", x => new { x.RunId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ReconciliationRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Layer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ScopeName = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    FromDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    AsOf = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DateBasis = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    OursOpeningMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TheirsOpeningMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    OursMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    TheirsMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    UnmatchedOursMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    UnmatchedTheirsMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    ResidualMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    OursCount = table.Column<int>(type: "INTEGER", nullable: false),
                    TheirsCount = table.Column<int>(type: "INTEGER", nullable: false),
                    MatchCount = table.Column<int>(type: "INTEGER", nullable: false),
                    BreakCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ToleranceMinor = table.Column<long>(type: "INTEGER", nullable: false),
                    PolicyNumber = table.Column<int>(type: "INTEGER", nullable: false),
                    RunBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsCurrent = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReviewedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReviewedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReviewNote = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Evidence = table.Column<string>(type: "TEXT", nullable: false),
                    Notes = table.Column<string>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationRuns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReportRows_LegalEntityId_Provider_Currency_CreatedOn",
                table: "ProviderReportRows",
                columns: new[] { "LegalEntityId", "Provider", "Currency", "CreatedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReportRows_LegalEntityId_Provider_Identity",
                table: "ProviderReportRows",
                columns: new[] { "LegalEntityId", "Provider", "Identity" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReportRows_LegalEntityId_Provider_Payout",
                table: "ProviderReportRows",
                columns: new[] { "LegalEntityId", "Provider", "Payout" });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReportRows_ReportId",
                table: "ProviderReportRows",
                column: "ReportId");

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReports_LegalEntityId_Provider_Sha256",
                table: "ProviderReports",
                columns: new[] { "LegalEntityId", "Provider", "Sha256" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProviderReports_TakenAt",
                table: "ProviderReports",
                column: "TakenAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationBreaks_LastRunId",
                table: "ReconciliationBreaks",
                column: "LastRunId");

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationBreaks_LegalEntityId_State_DueAt",
                table: "ReconciliationBreaks",
                columns: new[] { "LegalEntityId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationBreaks_OpenKey",
                table: "ReconciliationBreaks",
                column: "OpenKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationPolicies_LegalEntityId_Number",
                table: "ReconciliationPolicies",
                columns: new[] { "LegalEntityId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationRuns_LegalEntityId_Layer_Scope_Currency_AsOf",
                table: "ReconciliationRuns",
                columns: new[] { "LegalEntityId", "Layer", "Scope", "Currency", "AsOf" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationRuns_RunAt",
                table: "ReconciliationRuns",
                column: "RunAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProviderReportFiles");

            migrationBuilder.DropTable(
                name: "ProviderReportRows");

            migrationBuilder.DropTable(
                name: "ProviderReports");

            migrationBuilder.DropTable(
                name: "ReconciliationBreaks");

            migrationBuilder.DropTable(
                name: "ReconciliationPolicies");

            migrationBuilder.DropTable(
                name: "ReconciliationRows");

            migrationBuilder.DropTable(
                name: "ReconciliationRuns");
        }
    }
}
