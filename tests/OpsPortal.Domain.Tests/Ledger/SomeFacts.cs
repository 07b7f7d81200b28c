using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Tests.Ledger;

/// <summary>Facts with every reference given, to take away from.</summary>
internal static class SomeFacts
{
    internal static readonly LegalEntityId Entity = new(Guid.Parse("00000000-0000-0000-0000-0000000000e1"));
    internal static readonly Currency Eur = Currency.Of("EUR");
    internal static readonly Instant Now = Instant.FromUtc(2026, 3, 14, 9, 0);

    internal static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    internal static PostingFacts Complete(params PayeePart[] parts) => new()
    {
        LegalEntityId = Entity,
        Currency = Eur,
        PostingKey = "test:1",
        EffectiveAt = Now,
        Trace = new TraceKeys
        {
            ContractId = new ContractId(Id(1)),
            PlanItemId = new PlanItemId(Id(2)),
            InvoiceId = new InvoiceId(Id(3)),
            CreditNoteId = new CreditNoteId(Id(4)),
            ReceiptId = new ReceiptId(Id(5)),
            ApplicationId = new ApplicationId(Id(6)),
            ProviderObject = "pi_1",
            BatchId = new BatchId(Id(7)),
            PayoutItemId = new PayoutItemId(Id(8)),
            DisputeId = new DisputeId(Id(9)),
            HoldId = new HoldId(Id(10)),
            ReserveId = new ReserveId(Id(11)),
            Memo = "agreed",
        },
        Amounts = new PostingAmounts(),
        Parts = parts,
        Held = Account.HeldPending,
        Cash = Account.ProviderAvailable,
        BankAccountId = new BankAccountId(Id(12)),
        ReversalOf = new EntryId(Id(13)),
    };

    internal static PostingFacts Without(this PostingFacts facts, TraceKey key) => key switch
    {
        TraceKey.Contract => facts with { Trace = facts.Trace with { ContractId = null } },
        TraceKey.PlanItem => facts with { Trace = facts.Trace with { PlanItemId = null } },
        TraceKey.Invoice => facts with { Trace = facts.Trace with { InvoiceId = null } },
        TraceKey.CreditNote => facts with { Trace = facts.Trace with { CreditNoteId = null } },
        TraceKey.Payment => facts with { Trace = facts.Trace with { ReceiptId = null } },
        TraceKey.Application => facts with { Trace = facts.Trace with { ApplicationId = null } },
        TraceKey.ProviderReference => facts with { Trace = facts.Trace with { ProviderObject = " " } },
        TraceKey.Batch => facts with { Trace = facts.Trace with { BatchId = null } },
        TraceKey.PayoutItem => facts with { Trace = facts.Trace with { PayoutItemId = null } },
        TraceKey.Dispute => facts with { Trace = facts.Trace with { DisputeId = null } },
        TraceKey.Hold => facts with { Trace = facts.Trace with { HoldId = null } },
        TraceKey.Reserve => facts with { Trace = facts.Trace with { ReserveId = null } },
        TraceKey.BankAccount => facts with { BankAccountId = null },
        TraceKey.Reason => facts with { Trace = facts.Trace with { Memo = null } },
        TraceKey.ReversedEntry => facts with { ReversalOf = null },
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
