using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Ledger.EventFamily;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "CLS-3")]
public sealed class CashFlowTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void Of_WhatStaysWithin_IsNoFlow() => Assert.Equal((0L, 0L), CashFlow.Of(
    [
        Moved(FundsAvailable, Account.ProviderAvailable, 90),
        Moved(FundsAvailable, Account.ProviderPending, -90),
        Moved(SweepSent, Account.TransfersInTransit, 50),
        Moved(SweepSent, Account.ProviderAvailable, -50),
        Moved(OpeningBalance, Account.BankCash, 700),
        Moved(CashApplied, Account.Receivable, -30),
    ]));

    [Fact]
    public void Of_EverythingElse_CameInOrWentOut_WhateverItWasFor() => Assert.Equal((1_013L, 60L), CashFlow.Of(
    [
        Moved(PaymentSucceeded, Account.ProviderPending, 1_000),
        Moved(InterestEarned, Account.BankCash, 3),
        Moved(PayoutCashCameBack, Account.ProviderAvailable, 10),
        Moved(RefundPaid, Account.ProviderAvailable, -40),
        Moved(SupplierPaid, Account.BankCash, -15),
        Moved(ProviderFeeCharged, Account.ProviderPending, -5),
    ]));

    [Fact]
    public void Of_AReversal_StandsOnTheOtherSide() => Assert.Equal((20L, 20L), CashFlow.Of(
    [
        Moved(BankCreditReceived, Account.BankCash, 20),
        Moved(BankCreditReceived, Account.BankCash, -20, true),
    ]));

    private static Movement Moved(EventFamily family, Account account, long minor, bool isReversal = false) => new(
        new(2026, 3, 2), account, Euro, family, isReversal, Math.Max(minor, 0), Math.Max(-minor, 0));
}
