using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpsPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DisputeCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "DecidedBy",
                table: "Disputes",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Evidence",
                table: "Disputes",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EvidenceSentAt",
                table: "Disputes",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "EvidenceSentBy",
                table: "Disputes",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Disputes",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Formal");

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "Disputes",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disputes_State_DueBy",
                table: "Disputes",
                columns: new[] { "State", "DueBy" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Disputes_State_DueBy",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "DecidedBy",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "Evidence",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "EvidenceSentAt",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "EvidenceSentBy",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Disputes");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "Disputes");
        }
    }
}
