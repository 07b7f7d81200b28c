using System.Runtime.CompilerServices;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Tests.Close;

/// <summary>Rows read beside the writing of a pack (CLS-3).</summary>
[Trait("Requirement", "CLS-3")]
public sealed class ReadAheadTests
{
    private const int Many = 20_000;

    [Theory, InlineData(0), InlineData(1), InlineData(512), InlineData(513), InlineData(Many)]
    public async Task InGroups_GivesEveryRowInItsOrder(int count)
    {
        var rows = new List<int>();

        await foreach (var group in ReadAhead.InGroupsAsync(new Source(count).RowsAsync(), default))
            rows.AddRange(group);

        Assert.Equal(Enumerable.Range(0, count), rows);
    }

    [Fact]
    public async Task InGroups_WhenTheReadingFails_FailsToo()
    {
        var source = new Source(Many) { FailsAt = 1_000 };

        var fault = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var _ in ReadAhead.InGroupsAsync(source.RowsAsync(), default))
            {
            }
        });

        Assert.Equal("row 1000", fault.Message);
        Assert.True(source.IsClosed);
    }

    /// <summary>The taker fails, as a full disk makes it: the reader must let go of its connection before anything else
    /// runs.</summary>
    [Fact]
    public async Task InGroups_WhenTheTakerStops_ClosesTheReadingFirst()
    {
        var source = new Source(int.MaxValue);

        await foreach (var _ in ReadAhead.InGroupsAsync(source.RowsAsync(), default))
            break;

        Assert.True(source.IsClosed);
        Assert.InRange(source.Given, 512, 20 * 512);
    }

    private sealed class Source(int count)
    {
        public int? FailsAt { get; init; }

        public int Given { get; private set; }

        public bool IsClosed { get; private set; }

        public async IAsyncEnumerable<int> RowsAsync([EnumeratorCancellation] CancellationToken ct = default)
        {
            try
            {
                for (; Given < count; Given++)
                {
                    ct.ThrowIfCancellationRequested();
                    if (Given == FailsAt)
                        throw new IOException($"row {Given}");
                    yield return Given;
                }

                await Task.Yield();
            }
            finally
            {
                IsClosed = true;
            }
        }
    }
}
