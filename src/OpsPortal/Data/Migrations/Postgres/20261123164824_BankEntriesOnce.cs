using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BankEntriesOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "EntryDetails",
                table: "BankLines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "EntryKey",
                table: "BankLines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EntryMinor",
                table: "BankLines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EntryPlace",
                table: "BankLines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "BankEntryDetails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LineId = table.Column<Guid>(type: "uuid", nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Identity = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    FileLine = table.Column<int>(type: "integer", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    BankReference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    PartyName = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    PartyAccount = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    EndToEndId = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    StructuredReference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    Remittance = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankEntryDetails", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BankLines_EntryKey",
                table: "BankLines",
                column: "EntryKey");

            migrationBuilder.CreateIndex(
                name: "IX_BankEntryDetails_Identity",
                table: "BankEntryDetails",
                column: "Identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankEntryDetails_LineId_Place",
                table: "BankEntryDetails",
                columns: new[] { "LineId", "Place" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BankEntryDetails");

            migrationBuilder.DropIndex(
                name: "IX_BankLines_EntryKey",
                table: "BankLines");

            migrationBuilder.DropColumn(
                name: "EntryDetails",
                table: "BankLines");

            migrationBuilder.DropColumn(
                name: "EntryKey",
                table: "BankLines");

            migrationBuilder.DropColumn(
                name: "EntryMinor",
                table: "BankLines");

            migrationBuilder.DropColumn(
                name: "EntryPlace",
                table: "BankLines");
        }
    }
}
