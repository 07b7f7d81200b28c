using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Compliance;

/// <summary>A payee's gates as the policy asks for them, with the last decision of each, and its holds.</summary>
[UseCase]
internal sealed class PayeeGates(QueryRunner runner)
{
    /// <param name="Lacking">What should be on file beside the decision and is not, in words; empty otherwise.</param>
    internal sealed record Gate(GateKind Kind, bool IsRequired, GateStanding Standing, GateRecord? Last, string Lacking)
    {
        /// <summary>What a decision lets through or stops; read for those who may decide.</summary>
        public IReadOnlyList<GateStake> Stakes { get; init; } = [];
    }

    /// <param name="MayLift">Whether the person who looks may lift it.</param>
    internal sealed record Hold(ComplianceHold Placed, string OpenedByName, bool MayLift);

    /// <param name="AccountVersion">The version of the bank details in use; null where there are none.</param>
    internal sealed record Answer(string PayeeName, IReadOnlyList<Gate> Gates, IReadOnlyList<Hold> Holds, int PolicyVersion,
        int? AccountVersion, bool MayDecide, bool MayPlace);

    public Task<Outcome<Answer>> RunAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCompliance, actor, reading => ReadAsync(reading, payee), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, PayeeId id)
    {
        if (await reading.SeenAsync<Payee>(p => p.Id == id) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var matrix = await PoliciesInForce.MatrixAsync(reading.Db, reading.Now, reading.Ct);
        var records = await reading.Db.Set<GateRecord>().Where(g => g.PayeeId == id).ToListAsync(reading.Ct);
        var holds = await (
            from hold in reading.Db.Set<ComplianceHold>()
            join person in reading.Db.Set<Person>() on hold.OpenedBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            where hold.PayeeId == id
            orderby hold.OpenedAt descending
            select new { hold, Name = person == null ? "" : person.Name }).ToListAsync(reading.Ct);
        var rows = matrix is null ? [] : await RowsAsync(reading, matrix, payee);
        var onFile = await reading.Db.Set<PayeeTaxId>().Where(t => t.PayeeId == id && t.ReplacedAt == null)
            .Select(t => t.Kind).Distinct().ToListAsync(reading.Ct);
        var account = await AccountsInUse.VersionAsync(reading.Db, id, reading.Ct);
        var facts = records.ConvertAll(record => record.ToFact());
        var mayDecide = reading.Person.May(Permission.DecideGate);
        var payables = mayDecide ? await PayablesAsync(reading, payee) : [];
        var gates = Enum.GetValues<GateKind>().Where(kind => kind != GateKind.PayoutAccount).Select(kind => new Gate(
            kind, rows.Exists(row => row.Gate == kind),
            GateCheck.Stand(rows.Find(row => row.Gate == kind) ?? new PolicyRow(kind, false), facts, account, reading.Now),
            records.Where(record => record.Kind == kind).MaxBy(record => record.DecidedAt), Lacking(kind, onFile))
        {
            Stakes = GateStake.Of(kind, payables, matrix, reading.Now),
        }).ToList();
        return new Answer(payee.Name, gates, [.. holds.Select(h => new Hold(h.hold, h.Name, MayLift(reading.Person, h.hold)))],
            matrix?.Number ?? 0, account, mayDecide, reading.Person.May(Permission.PlaceHold));
    }

    private static bool MayLift(PersonProfile person, ComplianceHold hold) =>
        hold.IsOpen && hold.LiftsFor(person.Id) && person.May(Permission.LiftHold);

    private static async Task<IReadOnlyList<PayableFacts>> PayablesAsync(Reading reading, Payee payee)
    {
        var policy = await PoliciesInForce.ApprovalAsync(reading.Db, reading.Now, reading.Ct);
        var scope = new PayableScope([payee.LegalEntityId]) { Payees = [payee.Id] };
        var payables = await Payables.ReadAsync(reading.Db, scope, policy?.Rules ?? new ApprovalRules([], []), reading.Ct);
        return [.. payables.Select(payable => payable.Facts)];
    }

    /// <summary>What any of the payee's contracts asks for; without a contract, what the matrix asks of such a payee
    /// anywhere.</summary>
    private static async Task<List<PolicyRow>> RowsAsync(Reading reading, PolicyMatrix matrix, Payee payee)
    {
        var places = await reading.Db.Set<Contract>()
            .Where(c => c.Versions.Any(v => v.Shares.Any(s => s.PayeeId == payee.Id)))
            .Select(c => new { c.ProgramId, c.MarketId }).Distinct().ToListAsync(reading.Ct);
        var asked = places.Count == 0
            ? matrix.Required(default, default, payee.Kind)
            : places.SelectMany(p => matrix.Required(p.ProgramId, p.MarketId, payee.Kind));
        return [.. asked.GroupBy(r => r.Gate).Select(g => g.MinBy(r => r.MaxAgeDays ?? int.MaxValue)!)];
    }

    private static string Lacking(GateKind kind, List<TaxNumberKind> onFile) => kind switch
    {
        GateKind.Vat when !onFile.Contains(TaxNumberKind.Vat) => "no VAT number on file",
        GateKind.TaxForm when onFile.Count == 0 => "no tax number on file",
        _ => "",
    };
}
