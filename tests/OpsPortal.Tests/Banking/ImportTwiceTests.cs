using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Banking;

/// <summary>
/// Importing everything twice changes nothing: every dialect and every usual table, and every file below the folder that
/// <c>OPSPORTAL_BANK_FILES</c> names, on one store.
/// </summary>
public sealed class ImportTwiceTests(ITestOutputHelper output)
{
    private static readonly MethodInfo Counting =
        typeof(ImportTwiceTests).GetMethod(nameof(CountAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-1")]
    [Trait("Requirement", "LED-3")]
    public async Task Import_EverythingTwice_ChangesNothing(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind, registered: false);
        var accounts = new Dictionary<string, string>();
        foreach (var currency in new[] { "EUR", "PLN", "USD", "GBP", "CAD", "JPY", "CHF" })
            accounts[currency] = $"{await bank.RegisterAsync(BankSamples.Iban, currency)}";
        foreach (var (name, mapping) in KnownTables.All)
            Assert.Null((await bank.World.Use<SaveCsvPreset>().RunAsync(
                new(name, null, mapping), bank.World.As("finance"), default)).Refusal);
        var files = Files().ToList();

        var first = await AllAsync(bank, files, accounts, "");
        var rows = await RowsAsync(bank);
        var again = await AllAsync(bank, files, accounts, "");
        var after = await RowsAsync(bank);
        var appended = await AllAsync(bank, files, accounts, "\n");

        output.WriteLine($"{files.Count} files: {first.Taken} taken, {first.Refused} refused; "
            + string.Join(", ", rows.Where(row => row.Value > 0).Select(row => $"{row.Key} {row.Value}")));
        Assert.True(rows[nameof(BankLine)] > 45 && rows[nameof(JournalEntry)] > 35, "too little was taken to prove anything");
        Assert.Equal(first, again);
        Assert.Equal(rows, after);
        Assert.True(appended.Taken <= first.Taken);
        var last = await RowsAsync(bank);
        string[] unchanged = [nameof(BankLine), nameof(JournalEntry), nameof(JournalLine), nameof(ExceptionCase), "Receipt"];
        foreach (var name in unchanged)
            Assert.Equal((name, rows[name]), (name, last[name]));
    }

    private static IEnumerable<(string Name, byte[] Bytes, string? Preset)> Files()
    {
        foreach (var dialect in Dialects.All)
            yield return (dialect.Bank, dialect.Bytes, null);
        foreach (var table in KnownTablesTests.Tables)
            yield return ($"{table[0]}.csv", KnownTablesTests.SampleOf((string)table[0]), (string)table[0]);
        if (Environment.GetEnvironmentVariable("OPSPORTAL_BANK_FILES") is { Length: > 0 } folder)
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal))
                yield return (Path.GetFileName(path), File.ReadAllBytes(path), null);
    }

    private async Task<(int Taken, int Refused)> AllAsync(
        BankWorld bank, IEnumerable<(string Name, byte[] Bytes, string? Preset)> files, Dictionary<string, string> accounts,
        string more)
    {
        var (taken, refused) = (0, 0);
        foreach (var (name, bytes, preset) in files)
        {
            byte[] content = [.. bytes, .. System.Text.Encoding.ASCII.GetBytes(more)];
            var currency = preset is not null ? CurrencyOf(preset)
                : Reading.Of(bytes).Heads is [var head, ..] ? head.Currency?.Code : null;
            var done = await bank.World.Use<ImportBankStatement>().RunAsync(
                new(name, new MemoryStream(content), accounts.GetValueOrDefault(currency ?? "EUR"), preset),
                bank.World.As("finance"), default);
            _ = done.Outcome.IsRefused ? refused++ : taken++;
            if (done.Outcome.IsRefused)
                Assert.True(done.Report is { FaultCount: > 0 }, $"{name}: {done.Outcome.Refusal!.Text}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}{(more.Length > 0 ? ", again" : "")}: "
                + $"{(done.Outcome.IsRefused ? done.Report!.Faults[0].ToString() : done.Outcome.Value.File.LinesTaken)}"));
        }

        return (taken, refused);
    }

    private static string CurrencyOf(string preset) => preset switch
    {
        "Wise" or "Chase" => "USD",
        "HSBC UK" or "Barclays" => "GBP",
        _ => "EUR",
    };

    /// <summary>How many rows every table holds.</summary>
    private static async Task<SortedDictionary<string, int>> RowsAsync(BankWorld bank)
    {
        await using var db = await bank.World.DbAsync();
        var rows = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in db.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.GetTableName() is not null))
            rows[type.ClrType.Name] = await (Task<int>)Counting.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
        return rows;
    }

    private static Task<int> CountAsync<T>(OpsDbContext db)
        where T : class => db.Set<T>().CountAsync();
}
