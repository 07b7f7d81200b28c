using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BankFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BankFileParts",
                columns: table => new
                {
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankFileParts", x => new { x.FileId, x.Ordinal });
                });

            migrationBuilder.CreateTable(
                name: "BankFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Format = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SizeBytes = table.Column<long>(type: "bigint", nullable: false),
                    PresetId = table.Column<Guid>(type: "uuid", nullable: true),
                    TakenBy = table.Column<Guid>(type: "uuid", nullable: false),
                    TakenAt = table.Column<long>(type: "bigint", nullable: false),
                    LinesTaken = table.Column<int>(type: "integer", nullable: false),
                    LinesKnown = table.Column<int>(type: "integer", nullable: false),
                    LinesSkipped = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankLines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    StatementId = table.Column<Guid>(type: "uuid", nullable: false),
                    BankAccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Identity = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    FileLine = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    BookedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ValueOn = table.Column<DateOnly>(type: "date", nullable: true),
                    BankReference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    CustomerReference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    EndToEndId = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    Uetr = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    PartyName = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    PartyAccount = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    VirtualAccount = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    StructuredReference = table.Column<string>(type: "character varying(140)", maxLength: 140, nullable: true),
                    Remittance = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    IsReversal = table.Column<bool>(type: "boolean", nullable: false),
                    Class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Rule = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Standing = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    ReceiptId = table.Column<Guid>(type: "uuid", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankLines", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "BankStatements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Account = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    Reference = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    Number = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    BankAccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    LegalEntityId = table.Column<Guid>(type: "uuid", nullable: true),
                    OpeningMinor = table.Column<long>(type: "bigint", nullable: true),
                    OpeningOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ClosingMinor = table.Column<long>(type: "bigint", nullable: true),
                    ClosingOn = table.Column<DateOnly>(type: "date", nullable: true),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    LinesInFile = table.Column<int>(type: "integer", nullable: false),
                    LinesTaken = table.Column<int>(type: "integer", nullable: false),
                    LinesKnown = table.Column<int>(type: "integer", nullable: false),
                    LinesSkipped = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankStatements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CsvPresets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    BankAccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    Mapping = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CsvPresets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StatementSchedules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Calendar = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    FromDay = table.Column<DateOnly>(type: "date", nullable: false),
                    GraceDays = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatementSchedules", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BankFiles_Hash",
                table: "BankFiles",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankFiles_TakenAt",
                table: "BankFiles",
                column: "TakenAt");

            migrationBuilder.CreateIndex(
                name: "IX_BankLines_FileId_Position",
                table: "BankLines",
                columns: new[] { "FileId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_BankLines_Identity",
                table: "BankLines",
                column: "Identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankLines_ReceiptId",
                table: "BankLines",
                column: "ReceiptId");

            migrationBuilder.CreateIndex(
                name: "IX_BankLines_StatementId",
                table: "BankLines",
                column: "StatementId");

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_BankAccountId_ClosingOn",
                table: "BankStatements",
                columns: new[] { "BankAccountId", "ClosingOn" });

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_FileId_Ordinal",
                table: "BankStatements",
                columns: new[] { "FileId", "Ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankStatements_State",
                table: "BankStatements",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_CsvPresets_Name",
                table: "CsvPresets",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BankFileParts");

            migrationBuilder.DropTable(
                name: "BankFiles");

            migrationBuilder.DropTable(
                name: "BankLines");

            migrationBuilder.DropTable(
                name: "BankStatements");

            migrationBuilder.DropTable(
                name: "CsvPresets");

            migrationBuilder.DropTable(
                name: "StatementSchedules");
        }
    }
}
