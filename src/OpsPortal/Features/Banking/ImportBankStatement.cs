using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Events;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Providers.BankFiles;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Takes a bank's file: whole or not at all, once, and each of its lines once. It is read twice: first to judge it without the
/// store, then to write it piece by piece in one transaction.
/// </summary>
[UseCase]
internal sealed class ImportBankStatement(
    CommandRunner runner, QueryRunner queries, FileScanner scanner, BankFileReaders readers,
    IEnumerable<IProviderEventReader> providers, MatchReceipts matching, CertainLines certain, ImportGate gate, IClock clock)
{
    private const int TellEvery = 5_000;

    /// <summary>Up to so many lines are matched at once; the job of matching takes the receipts of a larger file.</summary>
    private const int MatchedAtOnce = 2_000;

    /// <param name="Content">The file's bytes; can be read more than once.</param>
    /// <param name="Account">Our account (id, IBAN or number), for a file that names none.</param>
    /// <param name="Preset">The name of the preset that reads a table.</param>
    /// <param name="Progress">Told how many lines are read.</param>
    internal sealed record Command(
        string FileName, Stream Content, string? Account = null, string? Preset = null, Action<int>? Progress = null);

    private sealed record Ask(BankFileFormat Format, string Hash, CsvPreset? Preset, CsvMapping? Mapping, bool IsKnown);

    public async Task<ImportResult> RunAsync(Command command, Actor actor, CancellationToken ct)
    {
        if (command.Content.Length is 0 or > FileLimits.Bytes)
            return new ImportResult(command.Content.Length == 0 ? BankingRefusals.Empty
                : BankingRefusals.TooLarge(FileLimits.Bytes));
        using var place = await gate.EnterAsync(ct);
        if (place is null)
            return new ImportResult(BankingRefusals.ImportsWait);
        command.Content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(command.Content, ct));
        var ask = await queries.RunAsync(Permission.ImportBankFiles, actor, reading => AskAsync(reading, command, hash), ct);
        if (ask.IsRefused)
            return new ImportResult(ask.Refusal);
        if (await scanner.WhyNotAsync(Permission.ImportBankFiles, command.Content, actor, ct) is { } refusal)
            return new ImportResult(refusal);
        using var first = new FirstReading();
        var check = new StatementCheck { Today = clock.GetCurrentInstant().InUtc().Date };
        if (!ask.Value.IsKnown && !Judge(command, ask.Value, check, first))
            return new ImportResult(BankingRefusals.TooSlow(gate.Longest.TotalMinutes));
        if (check.IsBroken)
            return new ImportResult(BankingRefusals.Broken(check.FaultCount), check);
        var done = await runner.RunAsync(
            Permission.ImportBankFiles, actor, work => TakeAsync(work, command, ask.Value, check, first), ct);
        if (!done.IsRefused && done.Value.File.LinesTaken is > 0 and <= MatchedAtOnce && !done.Value.WasTakenBefore)
            await matching.RunAsync(Actor.System("match-receipts"), ct);
        return new ImportResult(done, check);
    }

    /// <summary>False where it takes too long.</summary>
    private bool Judge(Command command, Ask ask, StatementCheck check, FirstReading first)
    {
        var startedAt = Stopwatch.GetTimestamp();
        foreach (var item in readers.Read(command.Content, ask.Format, ask.Mapping))
        {
            if (gate.IsTooLong(startedAt))
                return false;
            check.See(item);
            first.See(item);
        }

        check.Finish();
        return true;
    }

    private async Task<Outcome<Ask>> AskAsync(OpsPortal.Access.Reading reading, Command command, string hash)
    {
        var accounts = await OwnAccounts.ReadAsync(reading.Db, reading.Ct);
        if (!string.IsNullOrWhiteSpace(command.Account) && accounts.Given(command.Account, reading.Sees) is null)
            return BankingRefusals.NoSuchAccount(command.Account);
        CsvPreset? preset = null;
        if (!string.IsNullOrWhiteSpace(command.Preset))
        {
            var name = command.Preset.Trim();
            preset = await reading.Db.Set<CsvPreset>().SingleOrDefaultAsync(found => found.Name == name, reading.Ct);
            if (preset is null)
                return BankingRefusals.NoSuchPreset(command.Preset);
        }

        var known = await reading.Db.Set<BankFile>().AnyAsync(file => file.Hash == hash, reading.Ct);
        var mapping = preset is null ? null : JsonSerializer.Deserialize<CsvMapping>(preset.Mapping);
        return new Ask(readers.FormatOf(command.Content), hash, preset, mapping, known);
    }

    private async Task<Outcome<ImportAnswer>> TakeAsync(
        Work work, Command command, Ask ask, StatementCheck check, FirstReading first)
    {
        if (await work.Db.Set<BankFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Hash == ask.Hash, work.Ct) is { } before)
            return await BeforeAsync(work, before);
        var file = new BankFile(
            new(Guid.CreateVersion7()), BankWords.Cut(Path.GetFileName(command.FileName), BankFile.NameLength) ?? "file",
            ask.Format, ask.Hash, command.Content.Length, ask.Preset?.Id, work.Person.Id, work.Now);
        work.Db.Add(file);
        await KeptBytes.WriteAsync(work, file.Id, command.Content);
        var accounts = await OwnAccounts.ReadAsync(work.Db, work.Ct);
        var given = accounts.Given(command.Account ?? ask.Preset?.BankAccountId?.ToString(), work.Sees);
        var world = await LineKnowledge.ReadAsync(work, accounts, providers.Select(reader => reader.Provider));
        var books = new LineBooks(work, await Books.ReadAsync(work.Db, work.Ct), world);
        var taking = new StatementTaking(work, file, accounts, given, first, books);
        foreach (var item in readers.Read(command.Content, ask.Format, ask.Mapping))
        {
            await taking.SeeAsync(item);
            if (item is LineRead && taking.Position % TellEvery == 0)
                command.Progress?.Invoke(taking.Position);
        }

        await LineCases.OpenAsync(work, file, books, await certain.BookFileAsync(work, file.Id));
        work.Audit("Imported bank file", "bank file", file.Id.Value,
            after: $"{file.Format}: {file.LinesTaken} lines taken, {file.LinesKnown} known before");
        return new ImportAnswer(file, false, taking.Statements, check.Skipped, [.. check.Notes, .. taking.Notes]);
    }

    private static async Task<Outcome<ImportAnswer>> BeforeAsync(Work work, BankFile before)
    {
        var statements = await work.Db.Set<BankStatement>().AsNoTracking().Where(one => one.FileId == before.Id)
            .OrderBy(one => one.Ordinal).ToListAsync(work.Ct);
        return new ImportAnswer(before, true, statements, [], []);
    }
}
