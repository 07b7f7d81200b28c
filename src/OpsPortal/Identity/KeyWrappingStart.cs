using OpsPortal.Data;

namespace OpsPortal.Identity;

/// <summary>Says plainly at start when the data-protection keys lie unwrapped.</summary>
internal sealed partial class KeyWrappingStart(IConfiguration configuration, DataFolder folder, ILogger<KeyWrappingStart> logger)
    : IStartStep
{
    public int Order => 12;

    public Task RunAsync(CancellationToken ct)
    {
        if (!KeyWrapping.IsOn(configuration))
            LogUnwrapped(IdentitySetup.KeyFolder(folder.Path));
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The data-protection keys in {Folder} are not wrapped: who reads them can sign in as anybody and open stored account "
        + "numbers. "
        + "Outside development set DataProtection:Certificate or DataProtection:WrappingKey (docs/operations.md).")]
    private partial void LogUnwrapped(string folder);
}
