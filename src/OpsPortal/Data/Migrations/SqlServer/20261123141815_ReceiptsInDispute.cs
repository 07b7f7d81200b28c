using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ReceiptsInDispute : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DisputedMinor",
                table: "Receipts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "LostMinor",
                table: "Receipts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "UnappliedMinor",
                table: "Disputes",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            // What formal disputes hold or took before: open or answered, and lost.
            migrationBuilder.Sql(Taken("DisputedMinor", "'Open', 'Answered'"));
            migrationBuilder.Sql(Taken("LostMinor", "'Lost'"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DisputedMinor",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "LostMinor",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "UnappliedMinor",
                table: "Disputes");
        }

        private static string Taken(string column, string states)
        {
            var disputes = "FROM \"Disputes\" AS d WHERE d.\"ReceiptId\" = \"Receipts\".\"Id\" "
                + $"AND d.\"Kind\" = 'Formal' AND d.\"State\" IN ({states})";
            return $"UPDATE \"Receipts\" SET \"{column}\" = (SELECT SUM(d.\"AmountMinor\") {disputes}) "
                + $"WHERE EXISTS (SELECT 1 {disputes});";
        }
    }
}
