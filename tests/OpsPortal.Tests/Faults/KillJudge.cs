using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Faults;

/// <summary>Holds the database against what the outside world wrote down. Every fault is one line in words.</summary>
internal sealed class KillJudge(KillWorld world)
{
    /// <summary>What must hold at any moment, also in the second of the death.</summary>
    public async Task<IReadOnlyList<string>> AtAnyMomentAsync()
    {
        await using var db = await world.World.DbAsync();
        return
        [
            .. world.Sender.OddAnswers, .. await InboxAsync(db), .. await ReceiptsAsync(db), .. await BooksAsync(db),
                .. await PayoutsAsync(db),
            .. world.Bank.Journal.Faults(),
        ];
    }

    /// <summary>What must hold besides once these webhooks are answered and had their time.</summary>
    public async Task<IReadOnlyList<string>> SettledAsync(IReadOnlyCollection<OutsideWebhook> webhooks)
    {
        await using var db = await world.World.DbAsync();
        var taken = (await db.Set<Receipt>().Select(receipt => receipt.ProviderReference).ToListAsync())
            .ToHashSet(StringComparer.Ordinal);
        var unhandled = await UnhandledAsync(webhooks);
        return
        [
            .. await AtAnyMomentAsync(), .. unhandled.Take(5),
            .. Payments().Where(payment => !taken.Contains(payment.Reference))
                .Select(payment => $"cash: {payment.Reference} is lost"),
        ];
    }

    /// <summary>What must hold at last: every payout left once and is paid.</summary>
    public async Task<IReadOnlyList<string>> AtLastAsync()
    {
        await using var db = await world.World.DbAsync();
        var open = await (
            from item in db.Set<PayoutItem>().AsNoTracking()
            join sent in db.Set<PayoutInstruction>() on item.Id equals sent.ItemId
            where item.State != PayoutItemState.Paid
            select $"payouts: {item.Key} is {item.State} ({sent.State}), first sent at {sent.FirstSentAt}, sent {
                sent.Attempts} and asked {sent.Enquiries} times, next at {sent.NextAt}: {sent.LastAnswer}").Take(5).ToListAsync();
        var inFlight = await db.Set<JournalLine>().Where(line => line.Account == Account.SettlementPayables)
            .SumAsync(line => line.AmountMinor);
        var items = await db.Set<PayoutItem>().Select(item => item.Key).ToListAsync();
        var bank = world.Bank.Journal.Taken;
        return
        [
            .. await SettledAsync(world.Sender.Journal), .. open, .. inFlight == 0 ? Array.Empty<string>()
                : [$"books: {inFlight} are left in 2300"],
            .. items.Where(key => !bank.ContainsKey(key)).Select(key => $"bank: {key} never came"),
        ];
    }

    /// <summary>Those of these webhooks that stand in the inbox and are not done, each with its state.</summary>
    public async Task<IReadOnlyList<string>> UnhandledAsync(IReadOnlyCollection<OutsideWebhook> webhooks)
    {
        var ids = webhooks.Select(webhook => webhook.Id).ToHashSet(StringComparer.Ordinal);
        await using var db = await world.World.DbAsync();
        var rows = await db.Set<InboxEvent>().AsNoTracking().Where(row => row.State != InboxState.Done).ToListAsync();
        return [.. rows.Where(row => ids.Contains(row.EventId))
            .Select(row => $"inbox: {row.EventId} is {row.State}: {row.LastError}")];
    }

    public async Task<bool> ArePayoutsPaidAsync()
    {
        await using var db = await world.World.DbAsync();
        return !await db.Set<PayoutItem>()
            .AnyAsync(item => item.State != PayoutItemState.Paid && item.State != PayoutItemState.Failed);
    }

    /// <summary>Whether a payout's turn to be sent or asked about lies ahead, or came only just now: each sending that failed
    /// makes the next wait twice as long.</summary>
    public async Task<bool> IsTurnAheadAsync()
    {
        await using var db = await world.World.DbAsync();
        var open = db.Set<PayoutInstruction>().Where(sent => sent.State != InstructionState.Answered);
        var due = open.Where(PayoutInstruction.IsDue(world.World.Now - Duration.FromSeconds(30)));
        return await open.AnyAsync(sent => !due.Contains(sent));
    }

    private IEnumerable<OutsideWebhook> Payments() => world.Sender.Journal.Where(webhook => webhook.Kind == WebhookKind.Payment);

    private async Task<List<string>> InboxAsync(OpsDbContext db)
    {
        var rows = await db.Set<InboxEvent>().GroupBy(row => row.EventId).Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, StringComparer.Ordinal);
        return
        [
            .. world.Sender.Journal.Where(webhook => webhook.IsAnswered && !rows.ContainsKey(webhook.Id))
                .Select(webhook => $"inbox: {webhook.Id} was answered 200 and is lost"),
            .. rows.Where(row => row.Value > 1).Select(row => $"inbox: {row.Key} stands {row.Value} times"),
        ];
    }

    private async Task<List<string>> ReceiptsAsync(OpsDbContext db)
    {
        var sent = Payments().ToDictionary(payment => payment.Reference, payment => payment.Minor, StringComparer.Ordinal);
        var receipts = await db.Set<Receipt>().Select(receipt => new { receipt.ProviderReference, receipt.AmountMinor })
            .ToListAsync();
        var posted = await db.Set<JournalEntry>()
            .Where(entry => entry.Family == EventFamily.PaymentSucceeded && entry.EventId != null)
            .GroupBy(entry => entry.ProviderObject!).Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, StringComparer.Ordinal);
        return
        [
            .. receipts.Where(receipt => sent.GetValueOrDefault(receipt.ProviderReference) != receipt.AmountMinor)
                .Select(receipt => $"cash: {receipt.ProviderReference} is taken with {receipt.AmountMinor}"),
            .. receipts.GroupBy(receipt => receipt.ProviderReference).Where(same => same.Count() > 1)
                .Select(same => $"cash: {same.Key} is taken {same.Count()} times"),
            .. receipts.Where(receipt => posted.GetValueOrDefault(receipt.ProviderReference) != 1)
                .Select(receipt => $"books: {receipt.ProviderReference} is posted {
                    posted.GetValueOrDefault(receipt.ProviderReference)} times"),
            .. posted.Keys.Except(receipts.Select(receipt => receipt.ProviderReference), StringComparer.Ordinal)
                .Select(reference => $"books: {reference} is posted without a receipt"),
        ];
    }

    private static async Task<List<string>> BooksAsync(OpsDbContext db)
    {
        var off = await db.Set<JournalLine>().GroupBy(line => new { line.LegalEntityId, line.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) }).Where(sum => sum.Minor != 0)
                .ToListAsync();
        var held = await db.Set<JournalLine>().Where(line => line.Account == Account.UnappliedCash)
            .SumAsync(line => -line.AmountMinor);
        var open = await db.Set<Receipt>().SumAsync(receipt => receipt.UnappliedMinor);
        var applied = await db.Set<Application>().Where(a => a.ReversedAt == null).GroupBy(a => a.InvoiceId)
            .Select(group => new { group.Key, Minor = group.Sum(a => a.AmountMinor) })
                .ToDictionaryAsync(sum => sum.Key, sum => sum.Minor);
        var invoices = await db.Set<Invoice>().Where(invoice => invoice.Number!.StartsWith("KT-"))
            .Select(invoice => new { invoice.Id, invoice.Number, Paid = invoice.DueMinor - invoice.OpenMinor }).ToListAsync();
        return
        [
            .. off.Select(sum => $"books: {sum.Key} is off by {sum.Minor}"),
            .. held == open ? Array.Empty<string>() : [$"books: 2600 holds {held}, open receipts are {open}"],
            .. invoices.Where(invoice => invoice.Paid != applied.GetValueOrDefault(invoice.Id))
                .Select(invoice => $"cash: {invoice.Number} is paid by {invoice.Paid}, applied are {
                    applied.GetValueOrDefault(invoice.Id)}"),
            .. (await VerifyCommand.FindingsAsync(db, CancellationToken.None)).Where(finding => !finding.Holds)
                .Select(finding => $"verify: {finding.What}: {finding.Words}"),
        ];
    }

    private async Task<List<string>> PayoutsAsync(OpsDbContext db)
    {
        var bank = world.Bank.Journal.Taken;
        var items = await (
            from item in db.Set<PayoutItem>().AsNoTracking()
            join sent in db.Set<PayoutInstruction>() on item.Id equals sent.ItemId
            select new { item.Key, item.AmountMinor, item.State, SentKey = sent.Key, Sending = sent.State }).ToListAsync();
        var keys = items.ToDictionary(item => item.Key, StringComparer.Ordinal);
        return
        [
            .. bank.Where(taken => !keys.ContainsKey(taken.Key)).Select(taken => $"bank: {taken.Key} is no key of a payout"),
            .. bank.Where(taken => keys.TryGetValue(taken.Key, out var item) && item.AmountMinor != taken.Value.Minor)
                .Select(taken => $"bank: {taken.Key} pays {taken.Value.Minor}, not {keys[taken.Key].AmountMinor}"),
            .. items.Where(item => item.SentKey != item.Key)
                .Select(item => $"payouts: {item.Key} would be sent as {item.SentKey}"),
            .. items.Where(item => item.Sending == InstructionState.Waiting && bank.ContainsKey(item.Key))
                .Select(item => $"payouts: {item.Key} would be sent again without asking"),
            .. items.Where(item => item.State != PayoutItemState.Released && item.State != PayoutItemState.Unknown
                && !bank.ContainsKey(item.Key))
                .Select(item => $"payouts: {item.Key} is {item.State} and never left"),
        ];
    }
}
