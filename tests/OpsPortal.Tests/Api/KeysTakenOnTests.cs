using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Keys;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Api;

/// <summary>Nobody gives away another's name: a key works once the person in whose name it acts has said so.</summary>
[Trait("Requirement", "SEC-1")]
public sealed class KeysTakenOnTests
{
    private static readonly Uri Contracts = new("/api/v1/contracts", UriKind.Relative);

    [Theory, OnSqlite, OnPostgres]
    public async Task Key_InAnothersName_DoesNothingUntilTheyTakeItOn(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var (admin, finance) = await PeopleAsync(host);
        var (client, id) = await MakeAsync(host, admin, finance);

        using var before = await client.GetAsync(Contracts);
        var waiting = (await host.Services.GetRequiredService<WaitingList>().RunAsync(finance, default)).Value.Items;
        var byMaker = await host.Services.GetRequiredService<AnswerForKey>().TakeOnAsync(id, admin, default);
        using var stillBefore = await client.GetAsync(Contracts);
        var taken = await host.Services.GetRequiredService<AnswerForKey>().TakeOnAsync(id, finance, default);
        using var after = await client.GetAsync(Contracts);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (before.StatusCode, stillBefore.StatusCode));
        Assert.Contains("api.key-not-taken-on", await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(waiting, item => item.Href == "/keys" && item.Why == "ERP would act in your name");
        Assert.Equal("shared.not-found", byMaker.Refusal?.Code);
        Assert.Null(taken.Refusal);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        await using var db = await DbAsync(host);
        Assert.Equal(finance.Person, (await db.Set<AuditRow>().SingleAsync(row => row.Action == "Took API key on")).PersonId);
        var told = await db.Set<Notification>().SingleAsync(one => one.Link == "/keys");
        Assert.Equal(finance.Person, told.PersonId);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Key_EndedByThePersonInWhoseNameItActs_IsOverForGood(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var (admin, finance) = await PeopleAsync(host);
        var (client, id) = await MakeAsync(host, admin, finance);
        var answer = host.Services.GetRequiredService<AnswerForKey>();

        Assert.Null((await answer.EndAsync(id, finance, default)).Refusal);
        using var ended = await client.GetAsync(Contracts);
        var late = await answer.TakeOnAsync(id, finance, default);

        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        Assert.Equal("api.key-is-over", late.Refusal?.Code);
        var row = Assert.Single((await host.Services.GetRequiredService<MyKeyList>().RunAsync(finance, default)).Value);
        Assert.NotNull(row.RevokedAt);
        Assert.Empty((await host.Services.GetRequiredService<MyKeyList>().RunAsync(admin, default)).Value);
    }

    [Fact]
    public async Task Key_InItsMakersOwnName_WorksAtOnce()
    {
        await using var host = await PortalHost.NewAsync();
        var (admin, _) = await PeopleAsync(host);
        var (client, _) = await MakeAsync(host, admin, admin);

        using var answer = await client.GetAsync(Contracts);

        Assert.DoesNotContain("api.key-not-taken-on", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(Actor Admin, Actor Finance)> PeopleAsync(PortalHost host)
    {
        var actors = await Template.ActorsAsync(host.Store.Kind);
        return (actors["admin"], actors["finance"]);
    }

    private static async Task<(HttpClient Client, ApiKeyId Key)> MakeAsync(PortalHost host, Actor admin, Actor actsFor)
    {
        var made = await host.Services.GetRequiredService<MakeKey>()
            .RunAsync(new("ERP", [ApiScope.ContractsRead], actsFor.Person), admin, default);
        Assert.Null(made.Refusal);
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Value);
        await using var db = await DbAsync(host);
        return (client, (await db.Set<ApiKey>().SingleAsync()).Id);
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
