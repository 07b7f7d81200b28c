using System.Security.Cryptography;

namespace OpsPortal.Features.Close.Pack;

/// <summary><c>verify-pack FILE</c>: judges a pack from the file alone, without a database, and says which part is wrong and
/// why.</summary>
internal sealed class VerifyPackCommand : IConsoleCommand
{
    public string Name => "verify-pack";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (arguments.Count != 1)
            return await RefuseAsync("Say which file: verify-pack FILE");
        if (!File.Exists(arguments[0]))
            return await RefuseAsync($"There is no file {arguments[0]}.");
        await using var file = File.OpenRead(arguments[0]);
        var (faults, check) = PackCheck.Judge(file);
        file.Position = 0;
        if (check.Manifest is { } manifest)
            await Console.Out.WriteLineAsync($"{manifest.EntityName} ({manifest.Entity}), {manifest.Period}, version "
                + $"{manifest.Version}, signed {manifest.SignedAt}: {manifest.Parts.Count} parts, {check.Rows} rows");
        await Console.Out.WriteLineAsync($"SHA-256 {Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct))}");
        foreach (var fault in faults)
            await Console.Out.WriteLineAsync($"FAILED  {fault.Part}: {fault.Why}");
        await Console.Out.WriteLineAsync(faults.Count == 0
            ? "The pack is whole: every part and sum is as the manifest says, and the ledger balances."
            : "The pack is NOT as made.");
        if (faults.Count == 0)
            await Console.Out.WriteLineAsync(
                "That it is the pack that was signed, the portal says: the month's page shows the SHA-256 of the one it made.");
        return faults.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }
}
