using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>The provider's report of what its balance for one company did on some days: from its own events, whether they were
/// delivered or not.</summary>
[UseCase]
internal sealed class MakeBalanceReport(QueryRunner runner, SandboxEventReader reader, IConfiguration configuration)
{
    internal sealed record Answer(string FileName, byte[] Bytes);

    /// <param name="from">The first day; null for the first of the last day's month.</param>
    /// <param name="to">The last day; null for today.</param>
    public Task<Outcome<Answer>> RunAsync(
        LegalEntityId entity, LocalDate? from, LocalDate? to, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, reading => MakeAsync(reading, entity, from, to), ct);

    private async Task<Outcome<Answer>> MakeAsync(Reading reading, LegalEntityId id, LocalDate? first, LocalDate? last)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return SandboxRefusals.OnlyInDemo;
        var entity = await reading.Db.Set<LegalEntity>().SingleOrDefaultAsync(one => one.Id == id, reading.Ct);
        if (entity is null || (!reading.Person.LegalEntities.Contains(id)))
            return SharedRefusals.NotFound("legal entity");
        var zone = DateTimeZoneProviders.Tzdb[entity.Zone];
        var to = last ?? reading.Now.InZone(zone).Date;
        var from = first ?? to.With(DateAdjusters.StartOfMonth);
        var (start, end) = (zone.AtStartOfDay(from).ToInstant(), zone.AtStartOfDay(to.PlusDays(1)).ToInstant());
        var until = Instant.Min(end, reading.Now + Duration.FromMilliseconds(1));
        var deliveries = await reading.Db.Set<SandboxDelivery>().Where(one => one.MadeAt < until)
            .OrderBy(one => one.MadeAt).ThenBy(one => one.EventId)
            .Select(one => new { one.EventId, one.Body }).ToListAsync(reading.Ct);
        var events = deliveries.DistinctBy(one => one.EventId).Select(one => reader.Read(one.EventId, InboxBody.Bytes(one.Body)))
            .Where(read => !read.IsRefused && read.Value.Currency is not null).Select(read => read.Value).ToList();
        var owners = await OwnersAsync(reading, entity, events);
        var movements = SandboxMovement.Of(events).Where(one => one.At >= start && one.At < end)
            .Where(one => owners.Contains(one.EventId)).ToList();
        return new Answer(
            $"sandbox-balance-{entity.Code}-{from:uuuu-MM-dd}-{to:uuuu-MM-dd}.csv", SandboxBalanceReport.Write(movements));
    }

    // A payment says whose it is by the company or by its invoice; what follows goes with its payment, a payout by its key.
    private static async Task<HashSet<string>> OwnersAsync(Reading reading, LegalEntity entity, List<ProviderEvent> events)
    {
        var numbers = (await reading.Db.Set<Invoice>().Where(one => one.LegalEntityId == entity.Id && one.Number != null)
            .Select(one => one.Number!).ToListAsync(reading.Ct)).ToHashSet(StringComparer.Ordinal);
        var keys = (await reading.Db.Set<PayoutItem>().Where(one => one.LegalEntityId == entity.Id)
            .Select(one => one.Key).ToListAsync(reading.Ct)).ToHashSet(StringComparer.Ordinal);
        var payments = events.Where(one => one.Kind == ProviderEventKind.PaymentSucceeded && IsNamed(one))
            .Select(one => one.PaymentReference).ToHashSet(StringComparer.Ordinal);
        return events.Where(one => IsNamed(one) || payments.Contains(one.PaymentReference)
            || (one.InstructionKey is { } key && keys.Contains(key))).Select(one => one.EventId)
                .ToHashSet(StringComparer.Ordinal);

        bool IsNamed(ProviderEvent one) => one.LegalEntityCode == entity.Code
            || (one.InvoiceNumber is { } number && numbers.Contains(number));
    }
}
