using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RefundIdsOfProviders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Refunds_Provider_ProviderReference",
                table: "Refunds",
                columns: new[] { "Provider", "ProviderReference" },
                unique: true,
                filter: "\"Provider\" <> 'bank'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Refunds_Provider_ProviderReference",
                table: "Refunds");
        }
    }
}
