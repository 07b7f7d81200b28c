using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeepNamesOfParties : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "PersonId",
                table: "CloseNames",
                newName: "SubjectId");

            migrationBuilder.AddColumn<string>(
                name: "Place",
                table: "CloseNames",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Place",
                table: "CloseNames");

            migrationBuilder.RenameColumn(
                name: "SubjectId",
                table: "CloseNames",
                newName: "PersonId");
        }
    }
}
