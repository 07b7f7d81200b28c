using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class KeysTakenOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "TakenOnAt",
                table: "ApiKeys",
                type: "bigint",
                nullable: true);

            // Keys that were made before go on: they acted already.
            migrationBuilder.Sql("UPDATE \"ApiKeys\" SET \"TakenOnAt\" = \"MadeAt\";");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TakenOnAt",
                table: "ApiKeys");
        }
    }
}
