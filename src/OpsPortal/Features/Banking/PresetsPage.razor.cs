using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

public sealed partial class PresetsPage
{
    private const long MostSample = 1024 * 1024;
    private readonly PresetForm form = new();
    private BankFileList.Answer? answer;
    private PreviewCsv.Answer? preview;
    private byte[]? sample;

    [Inject]
    private BankFileList List { get; set; } = default!;

    [Inject]
    private SaveCsvPreset Save { get; set; } = default!;

    [Inject]
    private PreviewCsv Preview { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(ListPlace.First, Actor, Ct));

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > MostSample)
        {
            Refusal = BankingRefusals.TooLarge(MostSample);
            return;
        }

        await using var sent = chosen.File.OpenReadStream(MostSample, Ct);
        using var kept = new MemoryStream();
        await sent.CopyToAsync(kept, Ct);
        sample = kept.ToArray();
    }

    private void Start(ChangeEventArgs chosen)
    {
        if (KnownTables.All.FirstOrDefault(known => known.Name == chosen.Value as string).Mapping is { } mapping)
            form.Take(mapping);
    }

    private Task PreviewAsync() => RunAsync(
        () => Preview.RunAsync(new MemoryStream(sample!), form.Mapping(), Actor, Ct), shown => preview = shown);

    private Task SaveAsync() => RunAsync(() => Save.RunAsync(
        new(form.Name, form.Account == Guid.Empty ? null : new(form.Account), form.Mapping()), Actor, Ct));
}
