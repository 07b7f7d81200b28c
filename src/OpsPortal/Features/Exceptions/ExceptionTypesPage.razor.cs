using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionTypesPage
{
    private ExceptionTypeList.Answer? answer;
    private ExceptionTypeRow? chosen;
    private Role owner;
    private Role fallback;
    private int hours;
    private string ladder = "";

    [Inject]
    private ExceptionTypeList List { get; set; } = default!;

    [Inject]
    private ChangeExceptionType Change { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private void Choose(ExceptionTypeRow row)
    {
        (chosen, Refusal) = (row, null);
        (owner, fallback, hours) = (row.Owner, row.Fallback, (int)row.Sla.TotalHours);
        ladder = LadderRung.Write(row.Ladder);
    }

    private void Back() => (chosen, Refusal) = (null, null);

    private async Task SaveAsync(string reason)
    {
        var rungs = LadderRung.Read(ladder);
        if (rungs.IsRefused)
        {
            Refusal = rungs.Refusal;
            return;
        }

        var terms = new TypeTerms(owner, fallback, hours, rungs.Value);
        if (await RunAsync(() => Change.RunAsync(new ChangeExceptionType.Command(chosen!.Type, terms, reason), Actor, Ct)))
            chosen = null;
    }

    private string VersionWords(ExceptionType type) =>
        answer!.Versions.FirstOrDefault(version => version.Type == type) is { } latest
            ? $"{latest.Number}, by {latest.By}: {latest.Reason}"
            : "As delivered";
}
