using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Benchmarks;

/// <summary>
/// A year of a company's journal, made by the real posting rules and written by the real writer: each invoice is issued, paid,
/// applied, settled and paid out, over some days; each ninth has a part of it blocked and freed, each seventeenth is taken back.
/// </summary>
internal static class YearOfEntries
{
    public const int Days = 365;
    public static readonly LocalDate First = new(2025, 1, 1);
    private const int LinesOfALife = 20;
    private static readonly Currency Euro = Currency.Of("EUR");

    /// <summary>Writes about as many lines as asked for, and says how many.</summary>
    public static async Task<long> WriteAsync(Func<Task<OpsDbContext>> contexts, JournalWriter writer, long lines)
    {
        var lives = (int)Math.Max(1, lines / LinesOfALife);
        var written = 0L;
        var days = Enumerable.Range(0, lives).SelectMany(life => LifeOf(life, (int)((long)life * (Days - 12) / lives)))
            .GroupBy(draft => draft.EffectiveAt).OrderBy(group => group.Key);
        foreach (var day in days)
        {
            foreach (var chunk in day.Chunk(500))
            {
                await using var db = await contexts();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await writer.WriteAsync(db, chunk, day.Key, CancellationToken.None);
                await transaction.CommitAsync();
                written += chunk.Sum(draft => draft.Legs.Count);
            }
        }

        return written;
    }

    private static IEnumerable<EntryDraft> LifeOf(int life, int day)
    {
        var (net, fee) = (9_000L + (life % 997), 1_000L + (life % 31));
        var tax = (net + fee) / 5;
        var gross = net + fee + tax;
        var amounts = new PostingAmounts { G = gross, A = gross, N = gross, P = net, F = fee, V = tax };
        var facts = new PostingFacts
        {
            LegalEntityId = Template.Ireland,
            Currency = Euro,
            PostingKey = $"year:{life}",
            EffectiveAt = default,
            Trace = TraceOf(life),
            Amounts = amounts,
            Parts =
            [
                new PayeePart(new PayeeId(IdOf(life % 500, 9)), net, new InvoiceId(IdOf(life, 1)), new ReceiptId(IdOf(life, 2))),
            ],
            Held = Account.HeldPending,
            Cash = Account.ProviderAvailable,
        };
        yield return At(EventFamily.InvoicedEntityOwesTax, facts, day);
        yield return At(EventFamily.PaymentSucceeded, facts, day + 2);
        yield return At(EventFamily.CashApplied, facts, day + 2);
        if (life % 17 == 0)
        {
            var sitting = facts with { Parts = [facts.Parts[0] with { Sits = Account.HeldPending }] };
            yield return At(EventFamily.CashUnapplied, sitting, day + 3);
            yield return At(EventFamily.PaymentReturned, facts with { Cash = Account.ProviderPending }, day + 3);
            yield break;
        }

        yield return At(EventFamily.FundsAvailable, facts, day + 4);
        if (life % 9 == 0)
        {
            yield return At(EventFamily.ComplianceBlockPlaced, facts with { Held = Account.HeldSettled }, day + 5);
            yield return At(EventFamily.ComplianceBlockLifted, facts with { Held = Account.HeldSettled }, day + 6);
        }

        yield return At(EventFamily.PayoutReleased, facts, day + 7);
        yield return At(EventFamily.PayoutCashLeft, facts, day + 8);
        yield return At(EventFamily.PayoutPaid, facts, day + 10);
    }

    private static EntryDraft At(EventFamily family, PostingFacts facts, int day) => PostingRules.Draft(family, facts with
    {
        PostingKey = $"{facts.PostingKey}:{family}",
        EffectiveAt = First.PlusDays(day).AtMidnight().InUtc().ToInstant() + Duration.FromHours(12),
    }).Value;

    private static TraceKeys TraceOf(int life) => new()
    {
        ContractId = new ContractId(IdOf(life / 4, 3)), PlanItemId = new PlanItemId(IdOf(life, 4)),
        InvoiceId = new InvoiceId(IdOf(life, 1)), ReceiptId = new ReceiptId(IdOf(life, 2)),
        ApplicationId = new ApplicationId(IdOf(life, 5)), BatchId = new BatchId(IdOf(life / 100, 6)),
        PayoutItemId = new PayoutItemId(IdOf(life, 7)), HoldId = new HoldId(IdOf(life, 8)), ProviderObject = $"pi_{life}",
        Memo = "a year of data",
    };

    private static Guid IdOf(int number, byte kind) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, kind);
}
