using System.Text;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Tests.Documents;

namespace OpsPortal.Domain.Tests.Access;

/// <summary>Prints docs/permissions.md from the tables; with OPSPORTAL_WRITE_DOCS=1 the file is written, else compared.</summary>
public sealed class PermissionsDocumentTests
{
    [Fact]
    public void Document_IsPrintedFromTheTables() => Printed.Compare("permissions.md", Print());

    private static string Print()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("# Who may do what\n\n")
            .Append("Printed from `RolePermissions`, `ToxicPairs` and `GuardedPowers`; a test compares this page with the "
                + "tables. To print it anew:\n")
            .Append("`OPSPORTAL_WRITE_DOCS=1 dotnet test tests/OpsPortal.Domain.Tests --filter Document_Is`.\n\n")
            .Append("Use cases check permissions, never role names. A person has the permissions of all their roles, "
                + "within their legal entities.\n\n")
            .Append($"| permission | {string.Join(" | ", roles)} |\n|---|{string.Concat(roles.Select(_ => "---|"))}\n");
        foreach (var permission in Enum.GetValues<Permission>().Where(permission => permission != Permission.Background))
        {
            var held = roles.Select(role => RolePermissions.Of(role).Contains(permission) ? "yes" : "");
            text.Append($"| {Printed.Words(permission)} | {string.Join(" | ", held)} |\n");
        }

        text.Append("\n## What must never meet in one person\n\n| one | other | why |\n|---|---|---|\n");
        foreach (var (one, other, why) in ToxicPairs.All)
            text.Append($"| {Printed.Words(one)} | {Printed.Words(other)} | {why} |\n");
        text.Append("\n## What the password alone must not give\n\n"
            + "With `Sessions:SecondFactor` set to `Powers`, whoever was given a role with one of these needs an authenticator "
            + "or a passkey.\n\n| permission | why |\n|---|---|\n");
        foreach (var (permission, why) in GuardedPowers.All)
            text.Append($"| {Printed.Words(permission)} | {why} |\n");
        return text.ToString();
    }
}
