using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Tests.Security.Matrix;

namespace OpsPortal.Tests.Security.Input;

/// <summary>A page is drawn whenever a read lets it wait: with what is read so far, and nothing of it may break.</summary>
public sealed class HalfLoadedPageTests
{
    private const int MostCommands = 40;

    [Fact]
    public async Task Contract_WaitingForAnyOfItsReads_IsDrawn()
    {
        var waiting = new OneReadWaits();
        await using var store = await MatrixStore.OnAsync(StoreKind.Sqlite, waiting);
        var reader = Column.All.First(column => column.May(Permission.SeeContracts));
        using var client = await store.SignInAsync(reader, store.Entities[0]);
        var path = $"/contracts/{store.Subjects.Of(typeof(ContractId), store.Entities[0])}";

        var last = 0;
        for (var at = 1; at <= MostCommands && last == 0; at++)
        {
            waiting.At(at);
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var isBroken = page.Contains("data-code=\"page.unexpected\"", StringComparison.Ordinal);
            Assert.False(isBroken, $"Breaks while read {at} waits.");
            last = waiting.Seen <= at ? at : 0;
        }

        Assert.InRange(last, 5, MostCommands);
    }

    /// <summary>SQLite answers at once, so that nothing waits for it; one read does here.</summary>
    private sealed class OneReadWaits : DbCommandInterceptor
    {
        private int waits;
        private int seen;

        public int Seen => seen;

        public void At(int read) => (waits, seen) = (read, 0);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref seen) == waits)
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            return result;
        }
    }
}
