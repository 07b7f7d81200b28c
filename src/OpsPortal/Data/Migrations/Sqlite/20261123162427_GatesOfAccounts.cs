using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GatesOfAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AccountVersion",
                table: "GateRecords",
                type: "INTEGER",
                nullable: true);

            // Each decision was about the bank details that were in use when it was given.
            migrationBuilder.Sql(
                """
                UPDATE "GateRecords" SET "AccountVersion" = (
                    SELECT MAX(a."Version") FROM "PayeeAccounts" AS a
                    WHERE a."PayeeId" = "GateRecords"."PayeeId" AND a."AddedAt" <= "GateRecords"."DecidedAt")
                WHERE "Kind" IN ('HolderName', 'ProviderCapability');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AccountVersion",
                table: "GateRecords");
        }
    }
}
