using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReceiptWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "BankLineId",
                table: "Receipts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndToEndId",
                table: "Receipts",
                type: "TEXT",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PayerAccount",
                table: "Receipts",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PayerName",
                table: "Receipts",
                type: "TEXT",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remittance",
                table: "Receipts",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StructuredReference",
                table: "Receipts",
                type: "TEXT",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValueDate",
                table: "Receipts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VirtualAccount",
                table: "Receipts",
                type: "TEXT",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BankLineId",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "EndToEndId",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "PayerAccount",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "PayerName",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "Remittance",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "StructuredReference",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "ValueDate",
                table: "Receipts");

            migrationBuilder.DropColumn(
                name: "VirtualAccount",
                table: "Receipts");
        }
    }
}
