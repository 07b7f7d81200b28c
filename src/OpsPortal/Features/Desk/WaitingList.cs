using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Desk;

/// <summary>"Waiting for you": one inbox over all rooms, outside deadlines first, then by age.</summary>
[UseCase]
internal sealed partial class WaitingList(QueryRunner runner, IEnumerable<IWaitingSource> sources, ILogger<WaitingList> logger)
{
    internal static readonly RowOrders<Waiting> Orders = new RowOrders<Waiting>()
        .By("since", row => row.Since)
        .By("due", row => row.DueAt)
        .By("amount", row => row.Amount == null ? null : (long?)row.Amount.Value.Minor);

    private const int MostOfASource = 20;

    /// <summary>How many a source reads: one more than are shown, so that it is known where more wait.</summary>
    public const int Asked = MostOfASource + 1;

    /// <param name="More">Rooms in which more waits than is shown.</param>
    internal sealed record Answer(string Name, IReadOnlyList<Waiting> Items, IReadOnlyList<string> Unavailable,
        IReadOnlyList<string> More, IReadOnlyList<Role> Roles);

    public async Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct)
    {
        var (items, unavailable, more) = (new List<Waiting>(), new List<string>(), new List<string>());
        var person = await runner.RunAsync<PersonProfile>(Permission.SeeDesk, actor,
            reading => Task.FromResult<Outcome<PersonProfile>>(reading.Person), ct);
        if (person.IsRefused)
            return person.Refusal;
        foreach (var source in sources.Where(source => person.Value.May(source.Permission))
            .OrderBy(source => source.Room, StringComparer.Ordinal))
        {
            if (await ReadAsync(source, actor, ct) is not { } read)
            {
                unavailable.Add(source.Room);
                continue;
            }

            items.AddRange(read.Take(MostOfASource));
            if (read.Count > MostOfASource)
                more.Add(source.Room);
        }

        var sorted = items.OrderBy(item => item.DueAt ?? Instant.MaxValue).ThenBy(item => item.Since).ToList();
        return new Answer(person.Value.Name, sorted, unavailable, more, person.Value.Roles);
    }

    // Null where it cannot be read.
    private async Task<IReadOnlyList<Waiting>?> ReadAsync(IWaitingSource source, Actor actor, CancellationToken ct)
    {
        try
        {
            var read = await runner.RunAsync<IReadOnlyList<Waiting>>(
                source.Permission, actor, async reading => Outcomes.Of(await source.ReadAsync(reading)), ct);
            return read.IsRefused ? [] : read.Value;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogUnavailable(trouble, source.Room);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Room} could not be read for the desk")]
    private partial void LogUnavailable(Exception trouble, string room);
}
