using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class YearOfPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_JournalLines_LegalEntityId_Account_BookedOn",
                table: "JournalLines");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_ReceiptId",
                table: "JournalEntries");

            migrationBuilder.CreateIndex(
                name: "IX_Receipts_LegalEntityId_ReceivedAt",
                table: "Receipts",
                columns: new[] { "LegalEntityId", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PayeeShares_PayeeId",
                table: "PayeeShares",
                column: "PayeeId");

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_InvoiceId_Account",
                table: "JournalLines",
                columns: new[] { "InvoiceId", "Account" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_LegalEntityId_Account_BookedOn_Currency_AmountMinor_InvoiceId",
                table: "JournalLines",
                columns: new[] { "LegalEntityId", "Account", "BookedOn", "Currency", "AmountMinor", "InvoiceId" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_LegalEntityId_Currency_PayeeId_InvoiceId_ReceiptId_Account_AmountMinor",
                table: "JournalLines",
                columns: new[] { "LegalEntityId", "Currency", "PayeeId", "InvoiceId", "ReceiptId", "Account", "AmountMinor" },
                filter: "\"PayeeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_DisputeId",
                table: "JournalEntries",
                column: "DisputeId",
                filter: "\"DisputeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Family",
                table: "JournalEntries",
                column: "Family");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_ReceiptId_Family",
                table: "JournalEntries",
                columns: new[] { "ReceiptId", "Family" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditRows_Action",
                table: "AuditRows",
                column: "Action");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRows_SubjectKind",
                table: "AuditRows",
                column: "SubjectKind");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRows_Who",
                table: "AuditRows",
                column: "Who");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Receipts_LegalEntityId_ReceivedAt",
                table: "Receipts");

            migrationBuilder.DropIndex(
                name: "IX_PayeeShares_PayeeId",
                table: "PayeeShares");

            migrationBuilder.DropIndex(
                name: "IX_JournalLines_InvoiceId_Account",
                table: "JournalLines");

            migrationBuilder.DropIndex(
                name: "IX_JournalLines_LegalEntityId_Account_BookedOn_Currency_AmountMinor_InvoiceId",
                table: "JournalLines");

            migrationBuilder.DropIndex(
                name: "IX_JournalLines_LegalEntityId_Currency_PayeeId_InvoiceId_ReceiptId_Account_AmountMinor",
                table: "JournalLines");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_DisputeId",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_Family",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_ReceiptId_Family",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_AuditRows_Action",
                table: "AuditRows");

            migrationBuilder.DropIndex(
                name: "IX_AuditRows_SubjectKind",
                table: "AuditRows");

            migrationBuilder.DropIndex(
                name: "IX_AuditRows_Who",
                table: "AuditRows");

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_LegalEntityId_Account_BookedOn",
                table: "JournalLines",
                columns: new[] { "LegalEntityId", "Account", "BookedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_ReceiptId",
                table: "JournalEntries",
                column: "ReceiptId");
        }
    }
}
