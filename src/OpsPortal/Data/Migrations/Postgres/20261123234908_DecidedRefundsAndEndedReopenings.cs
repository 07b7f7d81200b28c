using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecidedRefundsAndEndedReopenings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Refunds_Provider_ProviderReference",
                table: "Refunds");

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "Refunds",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DecidedBy",
                table: "Refunds",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedReopenings",
                table: "PeriodCloses",
                type: "text",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_Provider_ProviderReference_LegalEntityId",
                table: "Refunds",
                columns: new[] { "Provider", "ProviderReference", "LegalEntityId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Refunds_Provider_ProviderReference_LegalEntityId",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "DecidedBy",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "EndedReopenings",
                table: "PeriodCloses");

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_Provider_ProviderReference",
                table: "Refunds",
                columns: new[] { "Provider", "ProviderReference" },
                unique: true);
        }
    }
}
