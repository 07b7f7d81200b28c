using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>What a bank line does to the books beside receipts and payouts, at once, later, or by a person's word.</summary>
public sealed class BookLinesTests
{
    private const string SecondIban = "IE29AIBK93115212345678";
    private static readonly Actor Job = Actor.System("test");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_Interest_IsIncomeOrExpense(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Coded(Entry("3.00", reference: "I-1")) + Coded(Entry("-1.25", reference: "I-2")),
            closing: "101.75"));
        Assert.Equal(new Dictionary<int, long> { [1010] = 175, [4030] = -300, [5010] = 125 }, await bank.BalancesAsync());
        Assert.Empty(await bank.CasesOfFilesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_ATransferBetweenOurAccounts_GoesThroughTransitAndIsNoReceipt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var second = await bank.RegisterAsync(SecondIban, "EUR");
        var leaving = Entry("-40.00", Paid("Sweep", "Ourselves", SecondIban, "MOVE-2026-1"), "T-1").Replace(
            "Dbtr", "Cdtr", StringComparison.Ordinal);
        await bank.TakenAsync(Camt(leaving, closing: "60.00"));
        Assert.Equal(new Dictionary<int, long> { [1010] = -4_000, [1040] = 4_000 }, await bank.BalancesAsync());

        // The other bank does not say whose account it came from; the reference that both sides carry does.
        await bank.TakenAsync(Camt(Entry("40.00", Paid("Sweep", "", "", "MOVE-2026-1"), "U-1"), opening: "0.00",
            closing: "40.00", account: SecondIban));
        Assert.Empty(await bank.BalancesAsync());
        Assert.Empty(await bank.AllAsync<Receipt>());
        await using var db = await bank.World.DbAsync();
        Assert.Equal(4_000, await db.Set<JournalLine>().Where(line => line.BankAccountId == second).SumAsync(l => l.AmountMinor));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task Import_AReceiptThatTheBankTakesBack_LeavesItsAccount(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Rent", endToEnd: "E2E-885"), "R-1"), closing: "108.85"));
        var other = Reversed(Entry("-8.85", Paid("R-99", endToEnd: "E2E-000"), "X-1"));
        var half = Reversed(Entry("-8.84", Paid("R-1", endToEnd: "E2E-885"), "X-2"));
        await bank.TakenAsync(Camt(other + half, opening: "108.85", closing: "91.16", id: "S-2"));
        Assert.Equal(885, (await bank.BalancesAsync())[1010]);
        Assert.Equal(2, (await bank.CasesOfFilesAsync()).Count);

        await bank.TakenAsync(Camt(Reversed(Entry("-8.85", Paid("R-1", endToEnd: "E2E-885"), "X-3")), opening: "91.16",
            closing: "82.31", id: "S-3"));
        Assert.Empty(await bank.BalancesAsync());
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        Assert.Equal((885L, ReceiptState.Returned, "R-1"), (receipt.ReturnedMinor, receipt.State, receipt.Reference));
        await using var db = await bank.World.DbAsync();
        var entry = await db.Set<JournalEntry>().Include(e => e.Lines).SingleAsync(e => e.Family == EventFamily.PaymentReturned);
        Assert.Equal(("R-1", true), (entry.ProviderObject, entry.Lines.Any(line => line.Account == Account.BankCash
            && line.BankAccountId is not null)));
        Assert.Contains(await bank.AllAsync<ExceptionCase>(), found => found.ReasonCode == "cash.returned-by-bank");
        Assert.Equal(0, (await bank.World.Use<BookLines>().RunAsync(Job, default)).Value);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public Task Book_ALineWhoseEventComesLater_PostsAndClosesItsCase(StoreKind kind) => BookLaterAsync(kind, 0);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-8")]
    public Task Book_ALineWhoseEventComesAfterHalfAYear_PostsAndClosesItsCase(StoreKind kind) => BookLaterAsync(kind, 180);

    private static async Task BookLaterAsync(StoreKind kind, int daysLater)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var day = bank.World.Now.InUtc().Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await bank.TakenAsync(Camt(Entry("50.00", Paid("po_sweep_9", "Stripe"), "A", day: day), closing: "150.00", day: day));
        Assert.Empty(await bank.BalancesAsync());
        var open = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Contains("Missing: The provider's event", open.Summary, StringComparison.Ordinal);
        bank.World.Clock.Advance(Duration.FromDays(daysLater));
        await using (var db = await bank.World.DbAsync())
        {
            db.Add(new ProviderSweep(World.Ireland, new ProviderEvent
            {
                Provider = "stripe", EventId = "evt_9", Kind = ProviderEventKind.SweepPaid, Type = "payout.paid",
                OccurredAt = bank.World.Now, Reference = "po_sweep_9", AmountMinor = 5_000, Currency = Currency.Of("EUR"),
            }));
            await db.SaveChangesAsync();
        }

        Assert.Equal(1, (await bank.World.Use<BookLines>().RunAsync(Job, default)).Value);
        Assert.Equal(0, (await bank.World.Use<BookLines>().RunAsync(Job, default)).Value);
        Assert.Equal(new Dictionary<int, long> { [1010] = 5_000, [1040] = -5_000 }, await bank.BalancesAsync());
        var closed = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Equal((ExceptionState.Resolved, true), (closed.State, closed.ResolvingEntryId is not null));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-7")]
    public async Task BookByHand_OnlyAgainstWhatIsOwed_AndAboveTheLimitByTwo(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("-20.00", Paid("Bill 7", "Landlord"), "B-1")
            + Entry("-10000.01", Paid("Bill 8", "Builder"), "B-2"), opening: "20000.00", closing: "9979.99"));
        var lines = await bank.LinesAsync();
        var (book, decide) = (bank.World.Use<BookLineByHand>(), bank.World.Use<DecideLineBooking>());
        async Task<Outcome<bool>> Ask(int at, LinePurpose purpose, string person = "finance", string reason = "Bill 7") =>
            await book.RunAsync(new(lines[at].Id, purpose, reason), bank.World.As(person), default);

        Assert.Equal("banking.not-owed", (await Ask(0, LinePurpose.SupplierBill)).Refusal?.Code);
        Assert.Equal("banking.not-this-way", (await Ask(0, LinePurpose.InterestEarned)).Refusal?.Code);
        Assert.Equal("shared.required", (await Ask(0, LinePurpose.BankFee, reason: " ")).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await Ask(0, LinePurpose.BankFee, "auditor")).Refusal?.Code);
        await bank.OweAsync(2_000_000);

        Assert.True((await Ask(0, LinePurpose.SupplierBill)).Value);
        Assert.Equal("banking.line-booked", (await Ask(0, LinePurpose.SupplierBill)).Refusal?.Code);
        Assert.False((await Ask(1, LinePurpose.SupplierBill)).Value);
        Assert.Equal("banking.booking-waits", (await Ask(1, LinePurpose.SupplierBill)).Refusal?.Code);
        var waiting = (await bank.AllAsync<LineBooking>()).Single(one => one.State == LineBookingState.Waiting).Id;
        Assert.Equal("shared.not-allowed", (await decide.ApproveAsync(waiting, bank.World.As("finance"), default)).Refusal?.Code);
        Assert.Equal(-2_000, (await bank.BalancesAsync())[1010]);
        Assert.Null((await decide.ApproveAsync(waiting, bank.World.As("controller1"), default)).Refusal);
        Assert.Equal("banking.booking-decided",
            (await decide.ApproveAsync(waiting, bank.World.As("controller2"), default)).Refusal?.Code);
        Assert.Equal(-1_002_001, (await bank.BalancesAsync())[1010]);
        Assert.Equal(-(2_000_000 - 1_002_001), (await bank.BalancesAsync())[2400]);
        Assert.All(await bank.CasesOfFilesAsync(), found => Assert.Equal(ExceptionState.Resolved, found.State));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Register_TheUnknownAccount_ClosesItsCase(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind, registered: false);
        var kept = await bank.TakenAsync(Camt(Entry("8.85", Paid("Rent"), "R-1"), closing: "108.85"));
        Assert.Equal("0 lines taken, 0 known before, 0 not taken, 1 waiting for its account.",
            BankFileWords.Of(kept.File, BankFileWords.Waiting(kept.Statements)));
        await bank.RegisterAsync(Iban, "EUR");
        Assert.Equal(1, (await bank.World.Use<TakeRegistered>().RunAsync(Job, default)).Value);
        var found = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Equal(("banking.unknown-account", ExceptionState.Resolved), (found.ReasonCode, found.State));
        Assert.NotNull(found.NoMoneyReason);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-7")]
    public async Task Show_ABankReceipt_ByTheBanksOwnReference(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Rent"), "BANK-REF-1"), closing: "108.85"));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        var list = await bank.World.Use<ReceiptList>()
            .RunAsync(new(false, "BANK-REF-1", ListPlace.First), bank.World.As("ops"), default);
        Assert.Equal("BANK-REF-1", Assert.Single(list.Value.Rows).ProviderReference);
        var traced = await bank.World.Use<Features.Trace.TraceChain>().RunAsync("BANK-REF-1", bank.World.As("ops"), default);
        Assert.Contains(traced.Value.SelectMany(step => step.Nodes), node => node.Title == "bank BANK-REF-1");
        Assert.DoesNotContain(traced.Value.SelectMany(step => step.Nodes),
            node => node.Title.Contains(receipt.ProviderReference, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-5")]
    public async Task Case_WhenTheBankUsesOneReferenceForManyPayments_AnswersForItsOwnReceipt(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(
            Camt(Entry("8.85", Paid("Rent"), "RENT") + Entry("20.00", Paid("Rent"), "RENT"), closing: "128.85"));
        var cases = (await bank.AllAsync<ExceptionCase>()).OrderBy(found => found.AmountMinor).ToList();
        Assert.Equal([885L, 2000], cases.Select(found => found.AmountMinor!.Value));
        var (detail, ops) = (bank.World.Use<Features.Exceptions.ExceptionDetail>(), bank.World.As("ops"));
        foreach (var found in cases)
        {
            var seen = (await detail.RunAsync(found.Id, ops, default)).Value;
            var own = new Money(found.AmountMinor!.Value, Currency.Of("EUR"));
            Assert.StartsWith($"{own}, available", seen.Cash.Received.Words, StringComparison.Ordinal);
            Assert.Equal(found.ReceiptId, seen.Around.Receipt);
        }

        var first = cases[0];
        await using var db = await bank.World.DbAsync();
        var entries = await Features.Exceptions.CaseEntries.Of(db, first, [World.Ireland]).ToListAsync();
        Assert.DoesNotContain(entries, entry => entry.ReceiptId is { } other && other != first.ReceiptId);
    }

    private static string Coded(string entry) => entry.Replace("ESCT", "INTR", StringComparison.Ordinal);

    private static string Reversed(string entry) => entry.Replace("ESCT", "RRTN", StringComparison.Ordinal);
}
