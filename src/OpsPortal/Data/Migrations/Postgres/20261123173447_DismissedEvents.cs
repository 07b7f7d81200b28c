using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DismissalAskedBy",
                table: "InboxEvents",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DismissalReason",
                table: "InboxEvents",
                type: "character varying(500)",
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
