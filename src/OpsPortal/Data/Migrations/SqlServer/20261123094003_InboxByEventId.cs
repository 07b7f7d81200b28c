using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class InboxByEventId : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InboxEvents_Provider_EventId",
                table: "InboxEvents");

            migrationBuilder.CreateIndex(
                name: "IX_InboxEvents_EventId_Provider",
                table: "InboxEvents",
                columns: new[] { "EventId", "Provider" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InboxEvents_EventId_Provider",
                table: "InboxEvents");

            migrationBuilder.CreateIndex(
                name: "IX_InboxEvents_Provider_EventId",
                table: "InboxEvents",
                columns: new[] { "Provider", "EventId" },
                unique: true);
        }
    }
}
