using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Lists;

/// <summary>A list filters, sorts and pages as a plain model in memory does (P12).</summary>
[Trait("Requirement", "EXC-4")]
public sealed class ListModelTests(ITestOutputHelper output)
{
    private const int Cases = 260;
    private const int Questions = 150;

    private static readonly string?[] Sorts =
        [null, "unknown", .. ExceptionList.Orders.Keys.Keys, .. ExceptionList.Orders.Keys.Keys.Select(name => $"-{name}")];

    [Theory, OnSqlite, OnPostgres]
    public async Task List_OfAnyFilterOrderAndPage_IsWhatAPlainModelSays(StoreKind kind)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OPSPORTAL_LIST_SEED"), out var asked) ? asked
            : Environment.TickCount;
        output.WriteLine($"{kind}: {Cases} cases, {Questions} questions, seed {seed}.");
        var random = new Random(seed);
        await using var world = await World.NewAsync(kind);
        var person = await world.AddPersonAsync("Irene", [Role.Ops], World.Ireland);
        await using (var db = await world.DbAsync())
        {
            db.AddRange(Enumerable.Range(0, Cases).Select(n => SomeCase(random, n, person.Person)));
            await db.SaveChangesAsync();
        }

        await using var read = await world.DbAsync();
        var all = await read.Set<ExceptionCase>().AsNoTracking().ToListAsync();
        for (var i = 0; i < Questions; i++)
        {
            var filter = SomeFilter(random);
            var answer = (await world.Use<ExceptionList>().RunAsync(filter, person, default)).Value;

            var chosen = Model(all, filter, person.Person, Template.Now);
            var page = chosen.Skip((filter.Place.Page - 1) * ExceptionList.PageSize).Take(ExceptionList.PageSize);
            Assert.Equal((filter, chosen.Count), (filter, answer.Total));
            Assert.True(
                page.Select(found => found.Id).SequenceEqual(answer.Rows.Select(row => row.Id)), $"{filter}, seed {seed}");
        }
    }

    private static List<ExceptionCase> Model(List<ExceptionCase> all, ExceptionList.Filter filter, PersonId me, Instant now)
    {
        var seen = all.Where(f => f.LegalEntityId is null || f.LegalEntityId == World.Ireland);
        var inView = filter.View switch
        {
            CaseView.Resolved => seen.Where(f => f.State == ExceptionState.Resolved),
            CaseView.Asleep => seen.Where(f => f.State != ExceptionState.Resolved && f.IsAsleep(now)),
            _ => seen.Where(f => f.State != ExceptionState.Resolved && !f.IsAsleep(now)),
        };
        var chosen = inView.Where(f => filter.Queue is null || f.Queue == filter.Queue)
            .Where(f => filter.Type is null || f.Type == filter.Type)
            .Where(f => !filter.Urgent || f.Urgency is not null)
            .Where(f => !filter.Mine || f.AssignedTo == me || (f.AssignedTo is null && f.OwnerRole == Role.Ops));
        var sort = filter.Place.Sort;
        IOrderedEnumerable<ExceptionCase> sorted = sort?.TrimStart('-') switch
        {
            "opened" => By(chosen, f => (IComparable)f.OpenedAt, sort),
            "due" => By(chosen, f => f.DueAt, sort),
            "outside" => By(chosen, f => f.OutsideDueAt, sort),
            "amount" => By(chosen, f => f.AmountMinor, sort),
            _ => chosen.OrderBy(f => f.Urgency is null)
                .ThenBy(f => f.OutsideDueAt is { } outside && outside < f.DueAt ? outside : f.DueAt),
        };
        return [.. sorted.ThenBy(f => f.Id.Value.ToString(), StringComparer.Ordinal)];
    }

    private static IOrderedEnumerable<ExceptionCase> By(
        IEnumerable<ExceptionCase> cases, Func<ExceptionCase, IComparable?> key, string sort)
    {
        var present = cases.OrderBy(f => key(f) is null);
        return sort[0] == '-' ? present.ThenByDescending(key) : present.ThenBy(key);
    }

    private static ExceptionList.Filter SomeFilter(Random random) => new(
        random.Next(3) == 0 ? Any<CaseQueue>(random) : null, random.Next(4) == 0 ? SomeType(random) : null,
        random.Next(3) > 0 ? CaseView.Open : Any<CaseView>(random), random.Next(4) == 0, random.Next(4) == 0,
        new ListPlace(Sorts[random.Next(Sorts.Length)], random.Next(1, 6)));

    // Few moments and amounts, so that many cases agree in them; some have none.
    private static ExceptionCase SomeCase(Random random, int n, PersonId person)
    {
        var opened = Template.Now - Duration.FromHours(random.Next(0, 12) * 12);
        var found = new ExceptionCase(
            new ExceptionId(Guid.NewGuid()), SomeType(random), "test", $"Case {n}", $"test:{n}",
            random.Next(3) == 0 ? null : new Money(random.Next(-3, 8) * 1_000_000, Currency.Of("EUR")),
            new ExceptionLinks { LegalEntityId = random.Next(5) switch { 0 => null, 1 => World.America, _ => World.Ireland } },
            opened);
        if (random.Next(3) == 0)
            found.Watch(("Deadline", Template.Now + Duration.FromDays(random.Next(1, 5))), opened);
        if (random.Next(5) == 0)
            Assert.False(found.Assign(person, person, opened).IsRefused);
        if (random.Next(6) == 0)
            found.Snooze(person, Template.Now, Template.Now + Duration.FromHours(random.Next(1, 48)), "Waits for the payer");
        else if (random.Next(6) == 0)
            Assert.Null(found.Resolve(null, Template.Now, new CaseClosing("Wrong reference", "Put right",
                new(Guid.NewGuid()), null))
                .Refusal?.Text);
        return found;
    }

    private static ExceptionType SomeType(Random random) =>
        Enum.GetValues<ExceptionType>() is var types ? types[random.Next(5) * 3 % types.Length] : default;

    private static T Any<T>(Random random)
        where T : struct, Enum =>
        Enum.GetValues<T>() is var all ? all[random.Next(all.Length)] : default;
}
