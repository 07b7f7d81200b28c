using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Identity;

namespace OpsPortal.Features.Parties;

/// <summary>Adds a payee's tax number, encrypted. One of the same kind and country that is in force is replaced.</summary>
[UseCase]
internal sealed class AddTaxId(CommandRunner runner, FieldProtection protection, StopPayouts payouts)
{
    internal sealed record Command(PayeeId Payee, TaxNumberKind Kind, string Country, string Number, TaxCheck Check)
    {
        // The number never reaches a log by way of the command's own text.
        public override string ToString() => $"AddTaxId {{ Payee = {Payee} }}";
    }

    public Task<Outcome<TaxIdId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPayeeTaxIds, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<TaxIdId>> AddAsync(Work work, Command command)
    {
        if (await PayeeFinder.FindAsync(work, command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var parsed = TaxNumber.Parse(command.Kind, command.Country, command.Number);
        if (parsed.IsRefused)
            return parsed.Refusal;
        var number = parsed.Value;
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var current = await work.Db.Set<PayeeTaxId>().SingleOrDefaultAsync(
            known => known.PayeeId == payee.Id && known.Kind == number.Kind && known.Country == number.Country
                && known.ReplacedAt == null, work.Ct);
        var details = new PayeeTaxIdDetails(number, protection.ProtectTaxNumber(number), command.Check);
        var added = PayeeTaxId.Add(new(Guid.CreateVersion7()), payee.Id, details, current, work.Person.Id, work.Now);
        if (added.IsRefused)
            return added.Refusal;
        work.Db.Add(added.Value);
        work.Audit(current is null ? "Added tax number" : "Replaced tax number", "payee", payee.Id.Value,
            current is null ? null : PayeeTaxIds.WordsOf(current), PayeeTaxIds.WordsOf(added.Value), added.Value.FallbackReason);
        if (await PayeeLookAlikes.HoldByTaxNumberAsync(work, payee, number, protection))
            await payouts.OfPayeeAsync(work, payee.Id, FailureReasons.PayeeStopped);
        return added.Value.Id;
    }
}

/// <summary>Shows one tax number whole, for a reason that stays in the audit log; so often in an hour and no more.</summary>
[UseCase]
internal sealed class RevealTaxId(CommandRunner runner, FieldProtection protection)
{
    public Task<Outcome<string>> RunAsync(TaxIdId taxId, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RevealSecret, actor, work => RevealAsync(work, taxId, reason), ct);

    private async Task<Outcome<string>> RevealAsync(Work work, TaxIdId id, string reason)
    {
        var taxId = await work.Db.Set<PayeeTaxId>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, work.Ct);
        if (taxId is null || await PayeeFinder.FindAsync(work, taxId.PayeeId) is null)
            return SharedRefusals.NotFound("tax number");
        if (await RevealPace.WhyNotAsync(work, reason) is { } refusal)
            return refusal;
        var number = protection.OpenTaxNumber(taxId.NumberProtected);
        if (TaxNumber.Parse(taxId.Kind, taxId.Country, number) is { IsRefused: false } whole && whole.Value.IsIn(reason))
            return PartiesRefusals.TaxNumberInWords;
        work.Audit(RevealPace.OfTaxId, "payee", taxId.PayeeId.Value, after: PayeeTaxIds.WordsOf(taxId), reason: reason.Trim());
        return number;
    }
}

/// <summary>A payee's tax numbers, masked: those in force first, then what they replaced.</summary>
[UseCase]
internal sealed class PayeeTaxIds(QueryRunner runner)
{
    /// <summary>One version without its encrypted number.</summary>
    internal sealed record Row(
        TaxIdId Id, TaxNumberKind Kind, string Country, int Version, string Masked, string Source, TaxCheckResult Result,
        Instant? CheckedAt, string? FallbackReason, string AddedByName, Instant AddedAt, Instant? ReplacedAt);

    internal sealed record Answer(IReadOnlyList<Row> InForce, IReadOnlyList<Row> Replaced, LocalDate Today);

    public Task<Outcome<Answer>> RunAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeParties, actor, reading => ReadAsync(reading, payee), ct);

    /// <summary>Which version of which number, as the audit log says it.</summary>
    public static string WordsOf(PayeeTaxId taxId) =>
        $"{TaxNumberWords.Name(taxId.Kind)} of {taxId.Country}, version {taxId.Version}, {taxId.NumberMasked}, {taxId.Source}, "
        + TaxNumberWords.Of(taxId.Result).ToLowerInvariant();

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, PayeeId payee)
    {
        var entities = reading.Person.LegalEntities;
        if (!await reading.Db.Set<Payee>().AnyAsync(p => p.Id == payee && entities.Contains(p.LegalEntityId), reading.Ct))
            return SharedRefusals.NotFound("payee");
        var rows = await (
            from taxId in reading.Db.Set<PayeeTaxId>()
            join person in reading.Db.Set<Person>() on taxId.AddedBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            where taxId.PayeeId == payee
            orderby taxId.Kind, taxId.Country, taxId.Version descending
            select new Row(
                taxId.Id, taxId.Kind, taxId.Country, taxId.Version, taxId.NumberMasked, taxId.Source, taxId.Result,
                taxId.CheckedAt, taxId.FallbackReason, person == null ? "The system" : person.Name, taxId.AddedAt,
                taxId.ReplacedAt)).ToListAsync(reading.Ct);
        return new Answer(
            rows.FindAll(row => row.ReplacedAt is null), rows.FindAll(row => row.ReplacedAt is not null),
            reading.Now.InUtc().Date);
    }
}
