using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EventAttempts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "MadeAt",
                table: "SandboxDeliveries",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "EventAttempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    InboxEventId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventAttempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "EventListMarks",
                columns: table => new
                {
                    Provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    CheckedThrough = table.Column<long>(type: "bigint", nullable: false),
                    LastFetchedAt = table.Column<long>(type: "bigint", nullable: true),
                    Fetched = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EventListMarks", x => x.Provider);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SandboxDeliveries_MadeAt",
                table: "SandboxDeliveries",
                column: "MadeAt");

            migrationBuilder.CreateIndex(
                name: "IX_EventAttempts_InboxEventId_At",
                table: "EventAttempts",
                columns: new[] { "InboxEventId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EventAttempts");

            migrationBuilder.DropTable(
                name: "EventListMarks");

            migrationBuilder.DropIndex(
                name: "IX_SandboxDeliveries_MadeAt",
                table: "SandboxDeliveries");

            migrationBuilder.DropColumn(
                name: "MadeAt",
                table: "SandboxDeliveries");
        }
    }
}
