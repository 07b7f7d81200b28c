using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Erp;

public sealed partial class ErpMappingPage
{
    private ErpMappingDetail.Answer? answer;
    private IReadOnlyList<ErpMappingRow> rows = [];
    private string company = "", entryType = "";
    private bool saving;

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "target")]
    private string? TargetName { get; set; }

    [Inject]
    private ErpMappingDetail Detail { get; set; } = default!;

    [Inject]
    private SaveErpMapping Save { get; set; } = default!;

    private ErpTarget Target => Enum.TryParse<ErpTarget>(TargetName, out var target) ? target : ErpTarget.NetSuite;

    private IReadOnlyList<FilterOption> EntityOptions => [.. answer!.Entities.Select((entity, at) =>
        new FilterOption(at == 0 && Entity is null ? "" : entity.Id.ToString(), entity.Name))];

    private IReadOnlyList<FilterOption> TargetOptions => [.. ErpTargets.All.Select((row, at) =>
        new FilterOption(at == 0 ? "" : row.Target.ToString(), row.Words))];

    private string VersionWords => answer!.InForce.Version == 0
        ? "Nobody has mapped these accounts yet: the chart's own words are used."
        : $"Version {answer.InForce.Version} is in force.";

    protected override async Task LoadAsync()
    {
        var before = answer;
        answer = Shown(await Detail.RunAsync(Entity is { } id ? new(id) : null, Target, Actor, Ct));
        if (answer is null || IsSame(before, answer))
            return;
        rows = [.. answer.Rows.Select(row => new ErpMappingRow(row))];
        (company, entryType) = (answer.InForce.Chart.Company, answer.InForce.Chart.EntryType);
    }

    // Another order of the same version keeps what was typed and not yet saved.
    private static bool IsSame(ErpMappingDetail.Answer? before, ErpMappingDetail.Answer now) => before is not null
        && (before.Entity.Id, before.Target, before.InForce.Version) == (now.Entity.Id, now.Target, now.InForce.Version);

    private void Ask() => (saving, Refusal) = (true, null);

    private void Back() => (saving, Refusal) = (false, null);

    private async Task SaveAsync(string reason)
    {
        var chart = new ErpChart(company.Trim(), entryType.Trim(),
            [.. rows.Select(row => new ErpAccount(row.Account, row.Code.Trim(), row.Department.Trim()))]);
        if (await RunAsync(() => Save.RunAsync(
            new(answer!.Entity.Id, answer.Target, answer.InForce.Version, chart, reason), Actor, Ct)))
            saving = false;
    }
}

/// <summary>A row of the mapping as it is typed.</summary>
internal sealed class ErpMappingRow(ErpAccount kept)
{
    internal static readonly RowOrders<ErpMappingRow> Orders = new RowOrders<ErpMappingRow>()
        .By("account", row => row.Account)
        .By("code", row => row.Kept.Code)
        .By("department", row => row.Kept.Department);

    /// <summary>What is in force: the order goes by it, so that no row moves while it is typed in.</summary>
    public ErpAccount Kept { get; } = kept;

    public Account Account => Kept.Account;

    public string Code { get; set; } = kept.Code;

    public string Department { get; set; } = kept.Department;
}
