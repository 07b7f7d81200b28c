using OpsPortal.Shell.Start;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.AddLogs();
builder.Services.AddPortal(builder.Configuration);

var app = builder.Build();
app.UsePortal();
app.MapPortal();

if (await app.RunConsoleCommandAsync(args) is { } exitCode)
    return exitCode;

await app.StartStepsAsync();
await app.RunAsync();
return 0;
