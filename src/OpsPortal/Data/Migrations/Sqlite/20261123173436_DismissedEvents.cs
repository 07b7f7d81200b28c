using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DismissedEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DismissalAskedAt",
                table: "InboxEvents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DismissalAskedBy",
                table: "InboxEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DismissalReason",
                table: "InboxEvents",
                type: "TEXT",
                maxLength: 500,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DismissalAskedAt",
                table: "InboxEvents");

            migrationBuilder.DropColumn(
                name: "DismissalAskedBy",
                table: "InboxEvents");

            migrationBuilder.DropColumn(
                name: "DismissalReason",
                table: "InboxEvents");
        }
    }
}
