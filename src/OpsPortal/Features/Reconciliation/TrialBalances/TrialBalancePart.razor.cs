using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Domain.Erp;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation.TrialBalances;

/// <summary>Asks for an ERP's trial balance, says line by line why one was refused, and lists those that are here.</summary>
public sealed partial class TrialBalancePart
{
    private TrialBalanceList.Answer? answer;
    private IBrowserFile? file;
    private int chosen, round;
    private DateOnly? asOf;
    private ErpTrialBalanceId taken;
    private string? said;
    private IReadOnlyList<ReportFault> faults = [];

    [CascadingParameter]
    private ReconciliationBoard.Answer? Board { get; set; }

    [Inject]
    private TrialBalanceList List { get; set; } = default!;

    [Inject]
    private ImportTrialBalance Import { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private string NameOf((LegalEntityId Entity, ErpTarget Target) one) =>
        $"{Board!.Codes.GetValueOrDefault(one.Entity, "")}: {ErpTargets.Of(one.Target).System}";

    private async Task StartAsync()
    {
        (faults, said) = ([], null);
        await RunAsync(TakeAsync, made => (taken, said) = (made.Id, made.WasTakenBefore
            ? "The same file was taken before. Nothing was changed."
            : $"{made.Rows} balances of {DayWords.Of(made.AsOf)} are taken."));
        file = null;
        round++;
    }

    private async Task<Outcome<TrialBalanceTaken>> TakeAsync()
    {
        if (file!.Size > ErpTrialBalance.MostBytes)
            return ErpRefusals.BalanceShape($"It is larger than {ErpTrialBalance.MostBytes / 1024 / 1024} MB.");
        using var content = new MemoryStream();
        await using (var sent = file.OpenReadStream(ErpTrialBalance.MostBytes, Ct))
            await sent.CopyToAsync(content, Ct);
        var (entity, target) = answer!.Used[chosen];
        var result = await Import.RunAsync(
            new(entity, target, asOf is { } day ? LocalDate.FromDateOnly(day) : null, file.Name, content.ToArray()), Actor, Ct);
        faults = result.Faults;
        return result.Outcome;
    }
}
