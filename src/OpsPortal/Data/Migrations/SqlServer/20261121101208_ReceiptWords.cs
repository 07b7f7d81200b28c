using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
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
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndToEndId",
                table: "Receipts",
                type: "nvarchar(140)",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PayerAccount",
                table: "Receipts",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PayerName",
                table: "Receipts",
                type: "nvarchar(140)",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remittance",
                table: "Receipts",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StructuredReference",
                table: "Receipts",
                type: "nvarchar(140)",
                maxLength: 140,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ValueDate",
                table: "Receipts",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VirtualAccount",
                table: "Receipts",
                type: "nvarchar(40)",
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
