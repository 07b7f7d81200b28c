using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Banking;

/// <summary>Books the undecided lines that have become certain since their file was taken, each in its own transaction.</summary>
[UseCase]
internal sealed class BookLines(CommandRunner runner, CertainLines certain)
{
    public async Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct)
    {
        var promising = await runner.RunAsync<List<BankLineId>>(Permission.Background, actor, async work =>
            (await certain.PromisingAsync(work, null)).Select(each => each.Line.Id).ToList(), ct);
        if (promising.IsRefused)
            return promising.Refusal;
        var booked = 0;
        foreach (var id in promising.Value)
        {
            var done = await runner.RunAsync<bool>(
                Permission.Background, actor, async work => await certain.BookAsync(work, id), ct);
            booked += !done.IsRefused && done.Value ? 1 : 0;
        }

        return booked;
    }
}

/// <summary>The clock of undecided lines.</summary>
[Part]
internal sealed class BookLinesJob(BookLines book) : IBackgroundJob
{
    public string Name => "bank-lines-undecided";

    public string Purpose => "Books bank lines whose evidence came after them: payouts, returns, providers' transfers.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var booked = await book.RunAsync(actor, ct);
        return booked.IsRefused ? booked.Refusal.Code : booked.Value == 0 ? JobResults.Nothing : $"{booked.Value} lines booked";
    }
}
