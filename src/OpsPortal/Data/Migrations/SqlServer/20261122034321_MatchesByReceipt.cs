using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MatchesByReceipt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_MatchResults",
                table: "MatchResults");

            migrationBuilder.DropIndex(
                name: "IX_MatchResults_LegalEntityId_Outcome_MatchedAt",
                table: "MatchResults");

            migrationBuilder.DropIndex(
                name: "IX_MatchResults_ReceiptId_IsCurrent",
                table: "MatchResults");

            migrationBuilder.AlterColumn<string>(
                name: "Candidates",
                table: "MatchResults",
                type: "nvarchar(max)",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(max)");

            migrationBuilder.AddColumn<long>(
                name: "AmountMinor",
                table: "MatchResults",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DifferenceMinor",
                table: "MatchResults",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InvoiceId",
                table: "MatchResults",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_MatchResults",
                table: "MatchResults",
                columns: new[] { "ReceiptId", "Id" });
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
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "nvarchar(max)",
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
