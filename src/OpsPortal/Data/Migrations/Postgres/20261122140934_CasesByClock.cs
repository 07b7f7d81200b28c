using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CasesByClock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsUrgent",
                table: "ExceptionCases",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "NextDueAt",
                table: "ExceptionCases",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql(
                """
                UPDATE "ExceptionCases" SET "IsUrgent" = "Urgency" IS NOT NULL,
                    "NextDueAt" = CASE WHEN "OutsideDueAt" < "DueAt" THEN "OutsideDueAt" ELSE "DueAt" END;
                """);

            migrationBuilder.CreateIndex(
                name: "IX_ExceptionCases_DueAt_Id",
                table: "ExceptionCases",
                columns: new[] { "DueAt", "Id" },
                filter: "\"ResolvedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExceptionCases_IsUrgent_NextDueAt_Id",
                table: "ExceptionCases",
                columns: new[] { "IsUrgent", "NextDueAt", "Id" },
                descending: new[] { true, false, false },
                filter: "\"ResolvedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExceptionCases_OpenedAt_Id",
                table: "ExceptionCases",
                columns: new[] { "OpenedAt", "Id" },
                filter: "\"ResolvedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ExceptionCases_DueAt_Id",
                table: "ExceptionCases");

            migrationBuilder.DropIndex(
                name: "IX_ExceptionCases_IsUrgent_NextDueAt_Id",
                table: "ExceptionCases");

            migrationBuilder.DropIndex(
                name: "IX_ExceptionCases_OpenedAt_Id",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "IsUrgent",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "NextDueAt",
                table: "ExceptionCases");
        }
    }
}
