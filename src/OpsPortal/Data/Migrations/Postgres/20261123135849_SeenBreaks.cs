using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SeenBreaks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Also",
                table: "ReconciliationRows",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "ReconciliationSeenBreaks",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "uuid", nullable: false),
                    BreakId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    EffectMinor = table.Column<long>(type: "bigint", nullable: false),
                    ExplainedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconciliationSeenBreaks", x => new { x.RunId, x.BreakId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReconciliationSeenBreaks_BreakId",
                table: "ReconciliationSeenBreaks",
                column: "BreakId");

            migrationBuilder.Sql(
                """
                UPDATE "ReconciliationBreaks" SET "Identity" = "Identity" || '@' || to_char("Date", 'YYYY-MM-DD'),
                    "OpenKey" = "OpenKey" || '@' || to_char("Date", 'YYYY-MM-DD')
                WHERE "Scope" LIKE '%:balances';
                INSERT INTO "ReconciliationSeenBreaks" ("RunId", "BreakId", "Kind", "EffectMinor", "ExplainedAt")
                SELECT s."RunId", b."Id", b."Kind", b."EffectMinor",
                    CASE WHEN b."State" = 'Open' THEN NULL ELSE b."ExplainedAt" END
                FROM "ReconciliationBreaks" b JOIN (
                    SELECT "FirstRunId" AS "RunId", "Id" FROM "ReconciliationBreaks"
                    UNION SELECT "LastRunId", "Id" FROM "ReconciliationBreaks"
                    UNION SELECT r."RunId", o."Id" FROM "ReconciliationRows" r
                    JOIN "ReconciliationRuns" n ON n."Id" = r."RunId"
                    JOIN "ReconciliationBreaks" o ON o."LegalEntityId" = n."LegalEntityId" AND o."Layer" = n."Layer"
                        AND o."Scope" = n."Scope" AND o."Currency" = n."Currency" AND o."Party" = r."Party"
                        AND o."Key" = r."Key" AND o."Date" = r."Date" AND ABS(o."EffectMinor") = ABS(r."AmountMinor")
                        AND o."FoundAt" <= n."RunAt" AND (o."ClosedAt" IS NULL OR o."ClosedAt" > n."RunAt")
                    WHERE r."MatchNumber" IS NULL) s ON s."Id" = b."Id";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReconciliationSeenBreaks");

            migrationBuilder.DropColumn(
                name: "Also",
                table: "ReconciliationRows");
        }
    }
}
