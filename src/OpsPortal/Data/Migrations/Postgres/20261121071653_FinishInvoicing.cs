using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FinishInvoicing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Invoices_PlanItemId",
                table: "Invoices");

            migrationBuilder.AddColumn<Guid>(
                name: "ReceiptId",
                table: "Refunds",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ErpStatus",
                table: "PlanItems",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Unknown");

            migrationBuilder.AddColumn<long>(
                name: "ErpStatusAt",
                table: "PlanItems",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ClearedFrom",
                table: "Invoices",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WriteOffAskedAt",
                table: "Invoices",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WriteOffAskedBy",
                table: "Invoices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WriteOffReason",
                table: "Invoices",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WrittenOffMinor",
                table: "Invoices",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_ReceiptId",
                table: "Refunds",
                column: "ReceiptId");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_PlanItemId",
                table: "Invoices",
                column: "PlanItemId",
                unique: true,
                filter: "\"State\" <> 'Void'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Refunds_ReceiptId",
                table: "Refunds");

            migrationBuilder.DropIndex(
                name: "IX_Invoices_PlanItemId",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "ReceiptId",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "ErpStatus",
                table: "PlanItems");

            migrationBuilder.DropColumn(
                name: "ErpStatusAt",
                table: "PlanItems");

            migrationBuilder.DropColumn(
                name: "ClearedFrom",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "WriteOffAskedAt",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "WriteOffAskedBy",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "WriteOffReason",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "WrittenOffMinor",
                table: "Invoices");

            migrationBuilder.CreateIndex(
                name: "IX_Invoices_PlanItemId",
                table: "Invoices",
                column: "PlanItemId",
                unique: true);
        }
    }
}
