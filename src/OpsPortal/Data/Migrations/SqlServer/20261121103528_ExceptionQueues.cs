using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ExceptionQueues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "NoMoneyReason",
                table: "ExceptionCases",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OutsideDeadline",
                table: "ExceptionCases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OutsideDueAt",
                table: "ExceptionCases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Queue",
                table: "ExceptionCases",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RoutingRule",
                table: "ExceptionCases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SnoozeReason",
                table: "ExceptionCases",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SnoozedUntil",
                table: "ExceptionCases",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "ExceptionCases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NoMoneyReason",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "OutsideDeadline",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "OutsideDueAt",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "Queue",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "RoutingRule",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "SnoozeReason",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "SnoozedUntil",
                table: "ExceptionCases");

            migrationBuilder.DropColumn(
                name: "Urgency",
                table: "ExceptionCases");
        }
    }
}
