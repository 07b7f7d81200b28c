using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Payouts;

/// <summary>Makes a batch of what the gate lets go, one payout per payee, and says what stays out and why.</summary>
[UseCase]
internal sealed class BuildBatch(CommandRunner runner)
{
    /// <param name="LegalEntity">Whose money.</param>
    /// <param name="Currency">A batch has one currency.</param>
    /// <param name="Invoices">The payables chosen by their invoices; empty for all that are eligible.</param>
    internal sealed record Command(LegalEntityId LegalEntity, Currency Currency, IReadOnlyList<InvoiceId> Invoices)
    {
        public IReadOnlyList<PayeeId> Payees { get; init; } = [];

        public LocalDate? ValueDate { get; init; }
    }

    /// <param name="HeldMinor">Settled money that stays, blocked money with it.</param>
    internal sealed record LeftOut(string Payee, string Invoice, long HeldMinor, IReadOnlyList<string> Why);

    internal sealed record Result(BatchId Batch, string Number, int Count, Money Total, IReadOnlyList<LeftOut> LeftOut)
    {
        /// <summary>By which rail it leaves, and on which day.</summary>
        public required BatchHeader Header { get; init; }

        /// <summary>One a payee, as they will stand in the batch.</summary>
        public required IReadOnlyList<PayoutItemDraft> Payouts { get; init; }

        public long HeldMinor => LeftOut.Sum(left => left.HeldMinor);
    }

    public Task<Outcome<Result>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.BuildBatch, actor, work => Build(work, command), ct);

    /// <summary>The same, rolled back: what the batch would be.</summary>
    public Task<Outcome<Result>> PreviewAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.PreviewAsync(Permission.BuildBatch, actor, work => Build(work, command), ct);

    private static async Task<Outcome<Result>> Build(Work work, Command command)
    {
        if (!work.Sees(command.LegalEntity))
            return SharedRefusals.NotFound("legal entity");
        if (await PoliciesInForce.ApprovalAsync(work.Db, work.Now, work.Ct) is not { } policy)
            return PayoutRefusals.NoPolicy;
        var matrix = await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct);
        var judged = await JudgeAsync(work, command, matrix, policy);
        var eligible = judged.Where(j => j.Decision.IsEligible && j.Payable.Account is not null).ToList();
        if (eligible.Count == 0)
            return judged.Any(j => j.Payable.Facts.OpenBatch is not null) ? PayoutRefusals.TakenMeanwhile : PayoutRefusals
                .NothingEligible;
        var id = new BatchId(Guid.CreateVersion7());
        var drafts = await BatchDrafting.DraftAsync(work, id, eligible, matrix?.Number ?? 0, policy);
        var header = await BatchDrafting.HeaderAsync(work, id, command);
        var built = PayoutBatch.Build(header, drafts, work.Person.Id, work.Now);
        if (built.IsRefused)
            return built.Refusal;
        await BulkInsert.AllAsync(work.Db, [built.Value], work.Ct);
        await BulkInsert.AllAsync(work.Db, built.Value.Items, work.Ct);
        await BulkInsert.AllAsync(work.Db, [.. built.Value.Items.SelectMany(item => item.Sources)], work.Ct);
        work.Audit("Built batch", Batches.Kind, id.Value, after: Batches.Words(built.Value));
        return new Result(
            id, header.Number, drafts.Count, new Money(built.Value.TotalMinor, command.Currency),
            [.. judged.Where(j => !j.Decision.IsEligible).Select(Left)])
        {
            Header = header, Payouts = drafts,
        };
    }

    private static async Task<List<Judged>> JudgeAsync(Work work, Command command, PolicyMatrix? matrix, ApprovalPolicy policy)
    {
        var scope = new PayableScope([command.LegalEntity])
        {
            Currency = command.Currency, Payees = command.Payees.Count == 0 ? null : command.Payees,
        };
        var payables = await Payables.ReadAsync(work.Db, scope, policy.Rules, work.Ct);
        var chosen = command.Invoices.ToHashSet();
        return Judged.All(
            [.. payables.Where(p => chosen.Count == 0 || chosen.Contains(p.Facts.Invoice))], matrix, work.Now);
    }

    private static LeftOut Left(Judged judged) => new(
        judged.Payable.Facts.PayeeFact.Name, judged.Payable.Facts.InvoiceNumber,
        judged.Payable.Facts.Funds.SettledMinor + judged.Payable.Facts.Funds.BlockedMinor,
        [.. judged.Decision.Blocking.Select(c => c.Words)]);
}
