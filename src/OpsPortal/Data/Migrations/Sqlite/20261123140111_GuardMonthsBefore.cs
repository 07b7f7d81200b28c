using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GuardMonthsBefore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.GuardClosedMonths();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
