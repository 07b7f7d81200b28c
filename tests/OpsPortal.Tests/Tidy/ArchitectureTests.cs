using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Tidy;

public sealed class ArchitectureTests
{
    private static readonly Assembly Web = typeof(Portal).Assembly;
    private static readonly Assembly Domain = typeof(Money).Assembly;

    [Fact]
    public void Domain_ReferencesNodaTimeAndThePlatformOnly() => Assert.Empty(Domain.GetReferencedAssemblies()
        .Select(name => name.Name!)
        .Where(name => name != "NodaTime" && !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard"));

    [Fact]
    public void Domain_HasOnlySealedOrStaticClasses() => Assert.Empty(Domain.GetTypes()
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }
            && !type.Name.Contains('<', StringComparison.Ordinal))
        .Select(type => type.FullName));

    [Fact]
    public void UseCases_AllGoThroughARunner() => Assert.Empty(Web.GetTypes()
        .Where(type => type.GetCustomAttribute<UseCaseAttribute>() is not null)
        .Where(type => !type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.ParameterType == typeof(CommandRunner) || parameter.ParameterType == typeof(QueryRunner)
                || parameter.ParameterType.GetCustomAttribute<UseCaseAttribute>() is not null))
        .Select(type => type.FullName));

    [Fact]
    public void Pages_AllSayWhoMayOpenThem() => Assert.Empty(Web.GetTypes()
        .Where(type => type.GetCustomAttributes<RouteAttribute>().Any())
        .Where(type => !type.GetCustomAttributes(inherit: true).Any(attribute => attribute is IAuthorizeData or IAllowAnonymous))
        .Select(type => type.FullName));

    [Fact]
    public async Task Endpoints_AllSayWhoMayCallThem()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();

        var open = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText ?? "")
            .Where(route => !route.StartsWith("/_", StringComparison.Ordinal) && !route.StartsWith('_')
                && route != "{**path:file}");

        // Pages are judged by the test above; the fallback policy asks a signed-in person of everything else.
        var pages = Web.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template)
            .ToHashSet();
        Assert.Empty(open.Where(route => !pages.Contains(route) && !pages.Contains("/" + route)));
    }
}
