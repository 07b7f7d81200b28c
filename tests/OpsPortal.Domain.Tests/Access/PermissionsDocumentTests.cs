using System.Runtime.CompilerServices;
using System.Text;
using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Tests.Access;

/// <summary>Prints docs/permissions.md from the tables; with OPSPORTAL_WRITE_DOCS=1 the file is written, else compared.</summary>
public sealed class PermissionsDocumentTests
{
    [Fact]
    public void Document_IsPrintedFromTheTables()
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "permissions.md");
        var printed = Print();
        if (Environment.GetEnvironmentVariable("OPSPORTAL_WRITE_DOCS") == "1")
            File.WriteAllText(path, printed);
        Assert.True(printed == File.ReadAllText(path), "docs/permissions.md is stale: run with OPSPORTAL_WRITE_DOCS=1.");
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static string Print()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("# Who may do what\n\n")
            .Append("Printed from `RolePermissions` and `ToxicPairs`; a test compares this page with the tables.\n")
            .Append("Use cases check permissions, never role names. A person has the permissions of all their roles, within their legal entities.\n\n")
            .Append($"| permission | {string.Join(" | ", roles)} |\n|---|{string.Concat(roles.Select(_ => "---|"))}\n");
        foreach (var permission in Enum.GetValues<Permission>().Where(permission => permission != Permission.Background))
            text.Append($"| {Words(permission)} | {string.Join(" | ", roles.Select(role => RolePermissions.Of(role).Contains(permission) ? "yes" : ""))} |\n");
        text.Append("\n## What must never meet in one person\n\n| one | other | why |\n|---|---|---|\n");
        foreach (var (one, other, why) in ToxicPairs.All)
            text.Append($"| {Words(one)} | {Words(other)} | {why} |\n");
        return text.ToString();
    }

    private static string Words(Permission permission) => string.Concat(
        permission.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}
