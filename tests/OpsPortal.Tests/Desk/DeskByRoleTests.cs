using OpsPortal.Demo;

namespace OpsPortal.Tests.Desk;

/// <summary>The desk asks for nobody what that person may not see.</summary>
[Trait("Requirement", "SEC-1")]
public sealed class DeskByRoleTests
{
    [Fact]
    public async Task Desk_OfEachRole_AsksForNothingThatIsRefused()
    {
        await using var host = await PortalHost.NewAsync();
        host.Listen();
        await using var pages = new OpenPages();
        foreach (var (person, session) in DemoPeople.All.Select((person, at) => (person, at)))
        {
            await pages.SignInAsync(host, person.Email.Split('@')[0]);

            var desk = await pages.OpenAsync(session, "/", "Waiting for you");

            Assert.False(desk.Heard("notice-bad"), $"{person.Role}: the desk shows a refusal.");
        }
    }
}
