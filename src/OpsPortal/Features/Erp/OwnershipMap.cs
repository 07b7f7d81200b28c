using System.Text;
using System.Text.Json;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>Which system owns which state, as a table, CSV and JSON.</summary>
[UseCase]
internal sealed class OwnershipMap(QueryRunner runner)
{
    public Task<Outcome<IReadOnlyList<OwnedState>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeErp, actor, _ => Task.FromResult(Outcomes.Of(Ownership.All)), ct);

    public static byte[] Csv(IReadOnlyList<OwnedState> rows)
    {
        var text = new StringBuilder();
        ErpText.Row(text, ["state", "owner", "others_keep", "changed_by", "reversed_by", "conflict"]);
        foreach (var row in rows)
            ErpText.Row(text, [row.State, row.Owner.Words(), row.OthersKeep, row.ChangedBy, row.ReversedBy, row.Conflict]);
        return ErpText.Bytes(text);
    }

    public static byte[] Json(IReadOnlyList<OwnedState> rows) => JsonSerializer.SerializeToUtf8Bytes(
        rows.Select(row => new
        {
            row.State, Owner = row.Owner.Words(), row.OthersKeep, row.ChangedBy, row.ReversedBy, row.Conflict,
        }),
        ApiJson.Options);
}
