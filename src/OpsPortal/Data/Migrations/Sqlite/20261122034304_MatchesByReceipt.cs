using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MatchesByReceipt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite changes no key in place. Nothing refers to this table, so it is made anew within the migration's transaction:
            // the rebuild that the tools write switches foreign keys off, which no transaction can take back.
            migrationBuilder.Sql("""
                CREATE TABLE "MatchResults_New" (
                    "ReceiptId" TEXT NOT NULL,
                    "Id" TEXT NOT NULL,
                    "AmountMinor" INTEGER NULL,
                    "Candidates" TEXT NULL,
                    "DecidedAt" INTEGER NULL,
                    "DecidedBy" TEXT NULL,
                    "Decision" TEXT NOT NULL,
                    "DifferenceMinor" INTEGER NULL,
                    "Fingerprint" TEXT NOT NULL,
                    "InvoiceId" TEXT NULL,
                    "IsCurrent" INTEGER NOT NULL,
                    "LegalEntityId" TEXT NOT NULL,
                    "MatchedAt" INTEGER NOT NULL,
                    "Outcome" TEXT NOT NULL,
                    "PolicyNumber" INTEGER NOT NULL,
                    "Reasons" TEXT NOT NULL,
                    "Revision" INTEGER NOT NULL,
                    "Rule" TEXT NOT NULL,
                    "Score" REAL NOT NULL,
                    CONSTRAINT "PK_MatchResults" PRIMARY KEY ("ReceiptId", "Id")
                );
                INSERT INTO "MatchResults_New" ("ReceiptId", "Id", "Candidates", "DecidedAt", "DecidedBy", "Decision", "Fingerprint",
                    "IsCurrent", "LegalEntityId", "MatchedAt", "Outcome", "PolicyNumber", "Reasons", "Revision", "Rule", "Score")
                SELECT "ReceiptId", "Id", "Candidates", "DecidedAt", "DecidedBy", "Decision", "Fingerprint",
                    "IsCurrent", "LegalEntityId", "MatchedAt", "Outcome", "PolicyNumber", "Reasons", "Revision", "Rule", "Score"
                FROM "MatchResults";
                DROP TABLE "MatchResults";
                ALTER TABLE "MatchResults_New" RENAME TO "MatchResults";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_MatchResults",
                table: "MatchResults");

            migrationBuilder.DropColumn(
                name: "AmountMinor",
                table: "MatchResults");

            migrationBuilder.DropColumn(
                name: "DifferenceMinor",
                table: "MatchResults");

            migrationBuilder.DropColumn(
                name: "InvoiceId",
                table: "MatchResults");

            migrationBuilder.AlterColumn<string>(
                name: "Candidates",
                table: "MatchResults",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_MatchResults",
                table: "MatchResults",
                column: "Id");

            migrationBuilder.CreateIndex(
                name: "IX_MatchResults_LegalEntityId_Outcome_MatchedAt",
                table: "MatchResults",
                columns: new[] { "LegalEntityId", "Outcome", "MatchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MatchResults_ReceiptId_IsCurrent",
                table: "MatchResults",
                columns: new[] { "ReceiptId", "IsCurrent" });
        }
    }
}
