using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Start;

[Trait("Requirement", "OPS-1")]
public sealed class LogsTests
{
    [Fact]
    public async Task Line_OutsideDevelopment_IsOneObjectInUtc_WhateverTheTextHolds()
    {
        const string hostile = "one\r\n{\"LogLevel\":\"Critical\"}\u2028\u001b[31m \"quoted\"";
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.AddLogs();
        await using var app = builder.Build();
        var console = app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(one => one.Name == console);
        await using var written = new StringWriter();

        var entry = new LogEntry<string>(LogLevel.Warning, "category", default, hostile, null, (text, _) => text);
        formatter.Write(entry, null, written);

        var line = written.ToString();
        Assert.Equal(line.Length - Environment.NewLine.Length, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(line.TrimEnd(), sign => char.IsControl(sign) || sign == '\u2028');
        using var json = JsonDocument.Parse(line);
        Assert.Equal(("Warning", hostile), (json.RootElement.GetProperty("LogLevel").GetString(),
            json.RootElement.GetProperty("Message").GetString()));
        var options = app.Services.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue;
        Assert.True(options is { UseUtcTimestamp: true, IncludeScopes: true });
        Assert.EndsWith("Z", json.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }
}
