using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Features.Operations;
using OpsPortal.Providers;

namespace OpsPortal.Tests.Security;

/// <summary>Who is spoken to over a network proves who they are, or the app does not start, or says so.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class OutgoingTlsTests
{
    private const string Postgres = "Host=db.example.test;Database=opsportal;Username=o;Password=p";
    private const string SqlServer = "Server=db.example.test;Database=OpsPortal;User Id=o;Password=p";

    [Theory]
    [InlineData("Postgres", Postgres, false)]
    [InlineData("Postgres", Postgres + ";SSL Mode=Require", false)]
    [InlineData("Postgres", Postgres + ";SSL Mode=VerifyCA", false)]
    [InlineData("Postgres", Postgres + ";SSL Mode=VerifyFull", true)]
    [InlineData("Postgres", "Host=/run/postgresql;Database=opsportal", true)]
    [InlineData("Postgres", "Host=127.0.0.1;Database=opsportal", true)]
    [InlineData("Postgres", "Host=::1;Database=opsportal", true)]
    [InlineData("Postgres", "Host=localhost:5433,[::1]:5434;Database=opsportal", true)]
    [InlineData("Postgres", "Host=localhost,db.example.test;Database=opsportal", false)]
    [InlineData("Postgres", "Host=localhost.example.test;Database=opsportal", false)]
    [InlineData("SqlServer", SqlServer, true)]
    [InlineData("SqlServer", SqlServer + ";TrustServerCertificate=True", false)]
    [InlineData("SqlServer", SqlServer + ";Encrypt=False", false)]
    [InlineData("SqlServer", SqlServer + ";Encrypt=Strict;TrustServerCertificate=True", true)]
    [InlineData("SqlServer", @"Server=tcp:127.0.0.1,1433;Database=OpsPortal;TrustServerCertificate=True", true)]
    [InlineData("SqlServer", @"Server=.\SQLEXPRESS;Database=OpsPortal;TrustServerCertificate=True", true)]
    [InlineData("SqlServer", @"Server=tcp:db.example.test\INST,1433;Database=OpsPortal;Encrypt=False", false)]
    public async Task Start_OverANetwork_AsksTheDatabaseForItsProof(string provider, string connection, bool isTaken)
    {
        var settings = Settings(("Database:Provider", provider), ("ConnectionStrings:OpsPortal", connection));

        var (refused, isWell) = (await RefusedAsync(settings), (await FindingAsync(settings, "way to the database")).Holds);

        Assert.Equal((isTaken, isTaken), (refused is null, isWell));
        if (!isTaken)
            Assert.Contains("Database:TrustedNetwork", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnANetworkThatTheOperatorAnswersFor_IsTaken_AndTheDoctorSaysSo()
    {
        var settings = Settings(("Database:Provider", "Postgres"), ("ConnectionStrings:OpsPortal", Postgres),
            ("Database:TrustedNetwork", "true"));

        Assert.Null(await RefusedAsync(settings));
        Assert.Equal("not verified, as Database:TrustedNetwork allows",
            (await FindingAsync(settings, "way to the database")).Words);
    }

    [Theory]
    [InlineData("mail.example.test", null, true)]
    [InlineData("mail.example.test", "true", true)]
    [InlineData("mail.example.test", "false", false)]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("127.0.0.1", "false", true)]
    public async Task Mail_WithoutTls_IsSentOnThisMachineOnly_OrTheDoctorSaysSo(string host, string? tls, bool isWell) =>
        Assert.Equal(isWell, (await FindingAsync(
            Settings(("Mail:Host", host), ("Mail:Tls", tls)), "way to the mail server")).Holds);

    [Theory]
    [InlineData("http://collector.example.test:4318", false)]
    [InlineData("https://collector.example.test:4318", true)]
    [InlineData("http://127.0.0.1:4318", true)]
    public async Task Collector_WithoutTls_IsSaidByTheDoctor(string endpoint, bool isWell) =>
        Assert.Equal(isWell, (await FindingAsync(Settings(("Telemetry:Endpoint", endpoint)), "way to the collector")).Holds);

    private static Dictionary<string, string?> Settings(params (string Name, string? Value)[] settings) =>
        settings.ToDictionary(setting => setting.Name, setting => setting.Value);

    private static async Task<string?> RefusedAsync(IReadOnlyDictionary<string, string?> settings)
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store, settings, asDelivered: true);
        var first = portal.Services.GetServices<IStartStep>().MinBy(step => step.Order)!;
        Assert.IsType<OutgoingTlsStart>(first);
        return (await Record.ExceptionAsync(() => first.RunAsync(default)))?.Message;
    }

    private static async Task<Finding> FindingAsync(IReadOnlyDictionary<string, string?> settings, string what)
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store, settings);
        return (await portal.Services.GetRequiredService<OutgoingCheckUp>().LookAsync(null!, default))
            .Single(finding => finding.What == what);
    }
}
