using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ErpHandoff : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ErpDocuments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(230)", maxLength: 230, nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(230)", maxLength: 230, nullable: false),
                    PostedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    TotalMinor = table.Column<long>(type: "bigint", nullable: false),
                    EntryCount = table.Column<int>(type: "int", nullable: false),
                    Granularity = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ErpNumber = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Message = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AnsweredAt = table.Column<long>(type: "bigint", nullable: true),
                    LastHandoverId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TimesSent = table.Column<int>(type: "int", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpDocuments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErpHandovers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    FirstDay = table.Column<DateOnly>(type: "date", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Granularity = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Choice = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    MappingVersion = table.Column<int>(type: "int", nullable: false),
                    IsProvisional = table.Column<bool>(type: "bit", nullable: false),
                    DocumentCount = table.Column<int>(type: "int", nullable: false),
                    EntryCount = table.Column<int>(type: "int", nullable: false),
                    HandedOverBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HandedOverAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpHandovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErpMappings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LegalEntityId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Chart = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    MadeBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MadeAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpMappings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErpResults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HandoverId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    AcceptedCount = table.Column<int>(type: "int", nullable: false),
                    RejectedCount = table.Column<int>(type: "int", nullable: false),
                    AlreadyThereCount = table.Column<int>(type: "int", nullable: false),
                    SameAgainCount = table.Column<int>(type: "int", nullable: false),
                    ContradictionCount = table.Column<int>(type: "int", nullable: false),
                    RefusedCount = table.Column<int>(type: "int", nullable: false),
                    Report = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    TakenBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TakenAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpResults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErpSendings",
                columns: table => new
                {
                    HandoverId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DocumentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpSendings", x => new { x.HandoverId, x.DocumentId });
                });

            migrationBuilder.CreateTable(
                name: "ErpCovers",
                columns: table => new
                {
                    DocumentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpCovers", x => new { x.DocumentId, x.EntryId });
                    table.ForeignKey(
                        name: "FK_ErpCovers_ErpDocuments_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ErpDocuments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ErpCovers_JournalEntries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "JournalEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ErpFiles",
                columns: table => new
                {
                    HandoverId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Ordinal = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    SizeBytes = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErpFiles", x => new { x.HandoverId, x.Ordinal });
                    table.ForeignKey(
                        name: "FK_ErpFiles_ErpHandovers_HandoverId",
                        column: x => x.HandoverId,
                        principalTable: "ErpHandovers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ErpCovers_EntryId",
                table: "ErpCovers",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_ErpCovers_Target_EntryId",
                table: "ErpCovers",
                columns: new[] { "Target", "EntryId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErpDocuments_LastHandoverId",
                table: "ErpDocuments",
                column: "LastHandoverId");

            migrationBuilder.CreateIndex(
                name: "IX_ErpDocuments_LegalEntityId_Target_PostedOn",
                table: "ErpDocuments",
                columns: new[] { "LegalEntityId", "Target", "PostedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_ErpDocuments_Target_ExternalId",
                table: "ErpDocuments",
                columns: new[] { "Target", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErpHandovers_HandedOverAt",
                table: "ErpHandovers",
                column: "HandedOverAt");

            migrationBuilder.CreateIndex(
                name: "IX_ErpHandovers_LegalEntityId_Target_Number",
                table: "ErpHandovers",
                columns: new[] { "LegalEntityId", "Target", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErpMappings_LegalEntityId_Target_Version",
                table: "ErpMappings",
                columns: new[] { "LegalEntityId", "Target", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErpResults_HandoverId_Hash",
                table: "ErpResults",
                columns: new[] { "HandoverId", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErpSendings_DocumentId",
                table: "ErpSendings",
                column: "DocumentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErpCovers");

            migrationBuilder.DropTable(
                name: "ErpFiles");

            migrationBuilder.DropTable(
                name: "ErpMappings");

            migrationBuilder.DropTable(
                name: "ErpResults");

            migrationBuilder.DropTable(
                name: "ErpSendings");

            migrationBuilder.DropTable(
                name: "ErpDocuments");

            migrationBuilder.DropTable(
                name: "ErpHandovers");
        }
    }
}
