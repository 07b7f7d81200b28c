using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Jobs;
using OpsPortal.Providers.BankFiles;

namespace OpsPortal.Features.Banking;

/// <summary>Takes the lines of statements that waited for their account, out of the kept bytes of their file.</summary>
[Part]
internal sealed class TakeWaiting(
    BankFileReaders readers, IEnumerable<IProviderEventReader> providers, CertainLines certain)
{
    /// <summary>How many statements of the file were taken.</summary>
    /// <param name="chosen">The statement for which a person chose the account; null where numbers decide.</param>
    public async Task<int> TakeAsync(Work work, BankFile file, BankStatement? chosen, TreasuryAccount? account)
    {
        var waiting = await work.Db.Set<BankStatement>()
            .Where(one => one.FileId == file.Id && one.State == StatementState.WaitingForAccount).ToListAsync(work.Ct);
        await using var bytes = await KeptBytes.ReadAsync(work.Db, file.Id, work.Ct);
        var preset = await work.Db.Set<CsvPreset>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == file.PresetId, work.Ct);
        var mapping = preset is null ? null : JsonSerializer.Deserialize<CsvMapping>(preset.Mapping);
        using var first = new FirstReading();
        foreach (var item in readers.Read(bytes, file.Format, mapping))
            first.See(item);
        var accounts = await OwnAccounts.ReadAsync(work.Db, work.Ct);
        var world = await LineKnowledge.ReadAsync(work, accounts, providers.Select(reader => reader.Provider));
        var books = new LineBooks(work, await Books.ReadAsync(work.Db, work.Ct), world);
        var taking = new StatementTaking(work, file, accounts, null, first, books)
        {
            Waiting = waiting.ToDictionary(one => one.Ordinal),
            Forced = waiting
                .Where(one => account is not null && one.Account == chosen!.Account && one.Currency == chosen.Currency)
                .ToDictionary(one => one.Ordinal, _ => account!),
        };
        foreach (var item in readers.Read(bytes, file.Format, mapping))
            await taking.SeeAsync(item);
        await LineCases.OpenAsync(work, file, books, await certain.BookFileAsync(work, file.Id));
        var taken = waiting.Where(one => one.State == StatementState.Taken).ToList();
        await LineCases.CloseAccountsAsync(work, taken);
        return taken.Count;
    }
}

/// <summary>A person says which account of ours a waiting statement is of; the number is known from then on.</summary>
[UseCase]
internal sealed class ChooseAccount(CommandRunner runner, TakeWaiting waiting)
{
    internal sealed record Command(BankStatementId Statement, BankAccountId Account);

    public Task<Outcome<int>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ImportBankFiles, actor, work => ChooseAsync(work, command), ct);

    private async Task<Outcome<int>> ChooseAsync(Work work, Command command)
    {
        var statement = await work.Db.Set<BankStatement>().SingleOrDefaultAsync(one => one.Id == command.Statement, work.Ct);
        if (statement is null || (statement.LegalEntityId is { } owner && !work.Sees(owner)))
            return SharedRefusals.NotFound("statement");
        if (await work.SeenAsync(work.Db.Set<TreasuryAccount>().AsNoTracking(), a => a.Id == command.Account) is not { } account)
            return BankingRefusals.NoSuchAccount(null);
        if (statement.State != StatementState.WaitingForAccount)
            return BankingRefusals.NothingWaits;
        if (statement.Currency is { } currency && currency != account.Currency)
            return BankingRefusals.AccountCurrency(account.Currency, currency);
        var file = await work.Db.Set<BankFile>().SingleAsync(one => one.Id == statement.FileId, work.Ct);
        var taken = await waiting.TakeAsync(work, file, statement, account);
        work.Audit("Chose the account of a statement", "bank file", file.Id.Value, after: account.Name);
        return taken;
    }
}

/// <summary>Takes what waits as soon as an account with its number is registered.</summary>
[UseCase]
internal sealed class TakeRegistered(CommandRunner runner, TakeWaiting waiting)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, TakeAsync, ct);

    private async Task<Outcome<int>> TakeAsync(Work work)
    {
        var statements = await work.Db.Set<BankStatement>().AsNoTracking()
            .Where(one => one.State == StatementState.WaitingForAccount).ToListAsync(work.Ct);
        if (statements.Count == 0)
            return 0;
        var accounts = await OwnAccounts.ReadAsync(work.Db, work.Ct);
        var ready = statements.Where(one => accounts.Find(
            new StatementHead { Account = one.Account, Currency = one.Currency }, null) is not null)
            .Select(one => one.FileId).ToHashSet();
        var taken = 0;
        foreach (var file in await work.Db.Set<BankFile>().Where(one => ready.Contains(one.Id)).ToListAsync(work.Ct))
            taken += await waiting.TakeAsync(work, file, null, null);
        return taken;
    }
}

/// <summary>The clock of waiting statements.</summary>
[Part]
internal sealed class TakeRegisteredJob(TakeRegistered take) : IBackgroundJob
{
    public string Name => "bank-statements-waiting";

    public string Purpose => "Takes the lines of bank statements whose account has been registered since.";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var taken = await take.RunAsync(actor, ct);
        return taken.IsRefused ? taken.Refusal.Code : taken.Value == 0 ? JobResults.Nothing : $"{taken.Value} statements taken";
    }
}
