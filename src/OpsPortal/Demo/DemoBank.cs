using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Ledger.Safeguarding;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Demo;

/// <summary>Towards the end of each full month the provider transfers to our banks what it holds beyond what is owed to others;
/// the bank takes its fee, and on the first of the next month finance takes in its statement.</summary>
internal sealed class DemoBank(
    DemoCast cast, DemoCalendar calendar, DemoEvents events, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    private const int TransferDay = 26;
    private const long FeeMinor = 950;

    public void Plan(Instant until)
    {
        for (var month = calendar.Now.InUtc().Date.ToYearMonth(); ; month = month.PlusMonths(1))
        {
            var (which, begin) = (month, month.OnDayOfMonth(1));
            var (sent, taken) = (At(begin.PlusDays(TransferDay - 1), 8), At(begin.PlusMonths(1), 6));
            if (taken >= until)
                return;
            if (sent > calendar.Now)
                calendar.After(sent - calendar.Now, TransferAsync);
            calendar.After(taken - calendar.Now, () => TakeStatementsAsync(which));
        }
    }

    private static Instant At(LocalDate day, int hour) => day.At(new LocalTime(hour, 0)).InUtc().ToInstant();

    private async Task TransferAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        foreach (var account in await AccountsAsync(db))
        {
            var today = calendar.Now.InUtc().Date;
            var available = (await LedgerBalances.AccountBalancesAsync(db, account.LegalEntityId, today, default))
                .Where(held => held.Account == Account.ProviderAvailable && held.Currency == account.Currency)
                .Sum(held => held.BalanceMinor);
            var position = (await SafeguardingPositions.ReadAsync(db, account.LegalEntityId, today, default))
                .SingleOrDefault(one => one.Currency == account.Currency);
            var free = position is null ? 0
                : Math.Min(available, position.CoverMinor - position.OwedMinor - await BankedAsync(db, account));
            if (free > FeeMinor)
                await events.TransferAsync(CodeOf(account), new Money(free, account.Currency));
        }
    }

    private async Task TakeStatementsAsync(YearMonth month)
    {
        await using var db = await contexts.CreateDbContextAsync();
        foreach (var account in await AccountsAsync(db))
        {
            var name = $"{CodeOf(account)}-{account.Currency}-{month.Year}-{month.Month:00}";
            var opening = await BankedAsync(db, account);
            var lines = await LinesAsync(db, account, month);
            var last = month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
            if (opening + lines.Sum(line => line.AmountMinor) >= FeeMinor)
                lines.Add(new SandboxBankLine(-FeeMinor, "CHRG", null, null, "Account fee") { On = last });
            var statement = new SandboxStatement(name, account.Iban, account.Currency, opening, calendar.Now, lines)
            {
                OpensOn = month.OnDayOfMonth(1), ClosesOn = last,
            };
            using var file = new MemoryStream(statement.Write());
            var taken = await services.GetRequiredService<ImportBankStatement>().RunAsync(
                new($"{name}.camt053.xml", file), cast.As("finance"), default);
            taken.Outcome.EnsureDone();
        }
    }

    private static async Task<List<SandboxBankLine>> LinesAsync(OpsDbContext db, TreasuryAccount account, YearMonth month)
    {
        var begin = month.OnDayOfMonth(1);
        var (from, to) = (At(begin, 0), At(begin.PlusMonths(1), 0));
        var sweeps = await db.Set<ProviderSweep>().AsNoTracking().Where(sweep => sweep.LegalEntityId == account.LegalEntityId
            && sweep.Currency == account.Currency && sweep.OccurredAt >= from && sweep.OccurredAt < to).ToListAsync();
        return
        [
            .. sweeps.Select(sweep => new SandboxBankLine(
                sweep.AmountMinor, "PMNT-RCDT-ESCT", "Sandbox Payments", sweep.Reference, $"{sweep.Reference} transfer")
            {
                On = begin.PlusDays(TransferDay),
            }),
        ];
    }

    private static Task<long> BankedAsync(OpsDbContext db, TreasuryAccount account) => db.Set<JournalLine>()
        .Where(line => line.Account == Account.BankCash && line.BankAccountId == account.Id).SumAsync(line => line.AmountMinor);

    private static Task<List<TreasuryAccount>> AccountsAsync(OpsDbContext db) =>
        db.Set<TreasuryAccount>().AsNoTracking().OrderBy(account => account.Name).ToListAsync();

    private string CodeOf(TreasuryAccount account) =>
        account.LegalEntityId == cast.Europe.Id ? cast.Europe.Code : cast.America.Code;
}
