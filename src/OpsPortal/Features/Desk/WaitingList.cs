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

    public const int MostOfARoom = 20;

    internal sealed record Answer(string Name, IReadOnlyList<Waiting> Items, IReadOnlyList<string> Unavailable,
        IReadOnlyList<Role> Roles);

    public async Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct)
    {
        var items = new List<Waiting>();
        var unavailable = new List<string>();
        var person = await runner.RunAsync<PersonProfile>(Permission.SeeDesk, actor,
            reading => Task.FromResult<Outcome<PersonProfile>>(reading.Person), ct);
        if (person.IsRefused)
            return person.Refusal;
        foreach (var source in sources.Where(source => person.Value.May(source.Permission))
            .OrderBy(source => source.Room, StringComparer.Ordinal))
            await ReadAsync(source, actor, items, unavailable, ct);
        var sorted = items.OrderBy(item => item.DueAt ?? Instant.MaxValue).ThenBy(item => item.Since).ToList();
        return new Answer(person.Value.Name, sorted, unavailable, person.Value.Roles);
    }

    private async Task ReadAsync(IWaitingSource source, Actor actor, List<Waiting> items, List<string> unavailable,
        CancellationToken ct)
    {
        try
        {
            var read = await runner.RunAsync<IReadOnlyList<Waiting>>(
                source.Permission, actor, async reading => Outcomes.Of(await source.ReadAsync(reading)), ct);
            if (!read.IsRefused)
                items.AddRange(read.Value);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogUnavailable(trouble, source.Room);
            unavailable.Add(source.Room);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Room} could not be read for the desk")]
    private partial void LogUnavailable(Exception trouble, string room);
}
