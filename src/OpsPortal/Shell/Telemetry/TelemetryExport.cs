using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpsPortal.Shell.Telemetry;

/// <summary>Sends metrics and traces of the app and its platform to a collector by OTLP, where <c>Telemetry:Endpoint</c> names
/// one. A collector that does not answer costs nothing but its figures.</summary>
internal sealed class TelemetryExport(IConfiguration configuration) : IStartStep, IDisposable
{
    private const int Patience = 2_000;

    private static readonly string[] Meters =
    [
        Signals.Name, "OpsPortal.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits",
        "Microsoft.AspNetCore.RateLimiting", "Npgsql",
    ];

    private static readonly string[] Sources = [Signals.Name, "Microsoft.AspNetCore", "Npgsql"];

    private MeterProvider? metrics;
    private TracerProvider? traces;

    public int Order => 5;

    /// <summary>The platform gives its spans of requests a method and a path only if it is asked before a server is
    /// made.</summary>
    public static void AskForPaths() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public Task RunAsync(CancellationToken ct)
    {
        if (configuration["Telemetry:Endpoint"] is not { Length: > 0 } endpoint)
            return Task.CompletedTask;
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var collector))
        {
            throw new InvalidOperationException(
                $"Telemetry:Endpoint is '{endpoint}'. Set it to an address such as http://collector:4318.");
        }

        var us = ResourceBuilder.CreateDefault().AddService(Signals.Name, serviceInstanceId: Environment.MachineName);
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(us).AddMeter(Meters).AddOtlpExporter((to, how) =>
        {
            Send(to, collector, "v1/metrics");
            how.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                configuration.GetValue("Telemetry:Seconds", 30) * 1_000;
        }).Build();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(us).AddSource(Sources)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(configuration.GetValue("Telemetry:Share", 1.0))))
            .AddOtlpExporter(to => Send(to, collector, "v1/traces")).Build();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        metrics?.Dispose();
        traces?.Dispose();
    }

    private static void Send(OtlpExporterOptions to, Uri collector, string path)
    {
        to.Protocol = OtlpExportProtocol.HttpProtobuf;
        to.Endpoint = new Uri(collector, path);
        to.TimeoutMilliseconds = Patience;
    }
}
