using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;
using OpsPortal.Providers.BankFiles;

namespace OpsPortal.Features.Banking;

/// <summary>Saves what the columns of a bank's table mean, under a name.</summary>
[UseCase]
internal sealed class SaveCsvPreset(CommandRunner runner)
{
    internal sealed record Command(string Name, BankAccountId? Account, CsvMapping Mapping);

    public Task<Outcome<CsvPresetId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ImportBankFiles, actor, work => SaveAsync(work, command), ct);

    private static async Task<Outcome<CsvPresetId>> SaveAsync(Work work, Command command)
    {
        var name = command.Name.Trim();
        if (await work.Db.Set<CsvPreset>().AnyAsync(preset => preset.Name == name, work.Ct))
            return BankingRefusals.PresetTaken(name);
        var account = command.Account is null ? null : await work.Db.Set<TreasuryAccount>().AsNoTracking()
            .SingleOrDefaultAsync(found => found.Id == command.Account, work.Ct);
        if (command.Account is not null && (account is null || !work.Sees(account.LegalEntityId)))
            return BankingRefusals.NoSuchAccount(null);
        var made = CsvPreset.Create(
            new(Guid.CreateVersion7()), name, account?.Id, command.Mapping, JsonSerializer.Serialize(command.Mapping));
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Saved preset of bank tables", "preset", made.Value.Id.Value, after: name);
        return made.Value.Id;
    }
}

/// <summary>Shows what a table would give by a mapping; nothing is stored.</summary>
[UseCase]
internal sealed class PreviewCsv(QueryRunner runner, BankFileReaders readers)
{
    private const int Most = 20;

    internal sealed record Answer(IReadOnlyList<LineRead> Lines, StatementCheck Check);

    public Task<Outcome<Answer>> RunAsync(Stream table, CsvMapping mapping, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ImportBankFiles, actor, _ => Task.FromResult(Read(table, mapping)), ct);

    private Outcome<Answer> Read(Stream table, CsvMapping mapping)
    {
        if (mapping.Check().Refusal is { } incomplete)
            return incomplete;
        var check = new StatementCheck();
        var lines = new List<LineRead>();
        foreach (var item in readers.Read(table, BankFileFormat.Csv, mapping))
        {
            check.See(item);
            if (item is LineRead read && lines.Count < Most)
                lines.Add(read);
        }

        check.Finish();
        return new Answer(lines, check);
    }
}
