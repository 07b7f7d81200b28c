using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventEntityAndGuards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LastEffectAt",
                table: "JobStates",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LegalEntityId",
                table: "InboxEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.GuardAppendOnly("JournalEntries", "JournalLines", "AuditRows", "AuditSeals");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "LastEffectAt",
                table: "JobStates");

            migrationBuilder.DropColumn(
                name: "LegalEntityId",
                table: "InboxEvents");
        }
    }
}
