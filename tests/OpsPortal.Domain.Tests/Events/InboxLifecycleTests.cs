using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;

namespace OpsPortal.Domain.Tests.Events;

public sealed class InboxLifecycleTests
{
    [Fact]
    [Trait("Requirement", "EVT-3")]
    public void Move_OfEveryPair_IsWhatTheTableSaysOrRefused()
    {
        foreach (var from in Enum.GetValues<InboxState>())
        foreach (var action in Enum.GetValues<InboxAction>())
        {
            var moved = InboxLifecycle.Move(from, action);
            if (InboxLifecycle.Table.TryGetValue((from, action), out var row))
                Assert.Equal(row.To, moved.Value);
            else
                Assert.Equal("events.no-such-move", moved.Refusal?.Code);
        }
    }

    [Fact]
    public void Move_OutOfAnEndState_IsOnlyAReplay()
    {
        foreach (var end in new[] { InboxState.Done, InboxState.Ignored, InboxState.Dismissed })
            Assert.Equal([InboxAction.Replay], InboxLifecycle.Table.Keys.Where(key => key.From == end).Select(key => key.Action));
    }

    [Fact]
    [Trait("Requirement", "EVT-4")]
    public void Replay_NeedsItsOwnPermission() =>
        Assert.All(InboxLifecycle.Table.Where(row => row.Key.Action == InboxAction.Replay),
            row => Assert.Equal(Permission.ReplayEvent, row.Value.Needs));
}
