using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Features.Cash;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Disputes;

/// <summary>
/// Ends what nobody answered in time: a formal dispute is recorded as lost, a warning or an inquiry lapses. Running it again ends
/// nothing twice.
/// </summary>
[UseCase]
internal sealed class MissDisputeDeadlines(CommandRunner runner, DisputeBook book)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, MissAsync, ct);

    private async Task<Outcome<int>> MissAsync(Work work)
    {
        var due = await work.Db.Set<DisputeCase>().Where(found => found.State == DisputeState.Open && found.DueBy <= work.Now)
            .OrderBy(found => found.DueBy).ToListAsync(work.Ct);
        foreach (var dispute in due.Where(dispute => dispute.MissDeadline(work.Now)))
        {
            var amount = new Money(dispute.AmountMinor, dispute.Currency);
            var receipt = await work.Db.Set<Receipt>().SingleAsync(r => r.Id == dispute.ReceiptId, work.Ct);
            work.Audit("Missed dispute deadline", "dispute", dispute.Id.Value, DisputeState.Open.ToString(),
                dispute.State.ToString(), dispute.Outcome);
            await work.NotifyAsync(
                Permission.WorkExceptions, receipt.LegalEntityId,
                $"{DisputeWords.Of(dispute.Kind)} over {amount}: the deadline was missed.",
                $"/disputes/{dispute.Id}");
            await book.EndAsync(work, dispute, receipt, new CashSource(null, work.RequestId, work.Now));
        }

        return due.Count;
    }
}

/// <summary>The clock of disputes.</summary>
[Part]
internal sealed class MissDisputeDeadlinesJob(MissDisputeDeadlines missed) : IBackgroundJob
{
    public string Name => "dispute-deadlines";

    public string Purpose => "Records disputes as lost, and warnings as lapsed, whose deadline passed unanswered.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var ended = await missed.RunAsync(actor, ct);
        return ended.IsRefused ? ended.Refusal.Code
            : JobResults.Of(ended.Value, "deadline missed", "deadlines missed");
    }
}
