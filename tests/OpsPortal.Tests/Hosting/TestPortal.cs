using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Shell.Start;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Hosting;

/// <summary>The app's own container over a store, built as the program builds it, but serving nothing and running no
/// job.</summary>
internal static class TestPortal
{
    /// <param name="store">Where it keeps everything.</param>
    /// <param name="more">Further settings.</param>
    /// <param name="change">Changes the outside world that it reaches.</param>
    /// <param name="asDelivered">As an operator starts it who says where its data lie and nothing else.</param>
    public static WebApplication Build(
        TestStore store, IReadOnlyDictionary<string, string?>? more = null, Action<IServiceCollection>? change = null,
        bool asDelivered = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Portal).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = asDelivered ? null : "Test",
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(asDelivered
            ? store.Settings.Where(setting => setting.Key != "Demo:Enabled") : store.Settings);
        builder.Configuration.AddInMemoryCollection(more ?? new Dictionary<string, string?>());
        builder.Services.AddPortal(builder.Configuration);
        change?.Invoke(builder.Services);
        return builder.Build();
    }
}
