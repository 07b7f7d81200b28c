using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security;

/// <summary>A confirmation counts for one action on one content of one object, in one session, once, for five minutes.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class StepUpTests
{
    private static readonly Guid Subject = Guid.CreateVersion7();

    [Theory]
    [InlineData("the same", null)]
    [InlineData("another action", "shared.step-up-needed")]
    [InlineData("another object", "shared.step-up-needed")]
    [InlineData("another content", "shared.step-up-needed")]
    [InlineData("another person", "shared.step-up-needed")]
    [InlineData("another session", "shared.step-up-needed")]
    [InlineData("six minutes old", "shared.step-up-needed")]
    public async Task Require_WithAConfirmationOf_IsMetByTheSameAlone(string what, string? refusal)
    {
        await using var world = await World.NewAsync();
        var actor = world.As("controller1");
        await using (var db = await world.DbAsync())
        {
            db.Add(new StepUp(
                Guid.CreateVersion7(), what == "another person" ? world.As("controller2").Person : actor.Person,
                what == "another session" ? world.As("controller2").Session!.Value : actor.Session!.Value,
                what == "another action" ? "transmit" : "approve", what == "another object" ? Guid.CreateVersion7() : Subject,
                what == "another content" ? "b" : "a", "password",
                world.Now - (what == "six minutes old" ? Duration.FromMinutes(6) : Duration.Zero)));
            await db.SaveChangesAsync();
        }

        Assert.Equal(refusal, await RequireAsync(world, actor));
        Assert.Equal("shared.step-up-needed", await RequireAsync(world, actor));
    }

    private static async Task<string?> RequireAsync(World world, Actor actor) =>
        (await world.Use<CommandRunner>().RunAsync(
            Permission.ApproveBatch, actor, work => work.RequireStepUpAsync("approve", Subject, "a"), default)).Refusal?.Code;
}
