using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Security;

/// <summary>The policy for keys names every key of the code and of the settings, with the whole of its life.</summary>
[Trait("Requirement", "SEC-4")]
public sealed partial class KeyPolicyTests
{
    private static readonly string Policy = Read("security.md").Split("\n### ")
        .Single(part => part.StartsWith("Keys\n", StringComparison.Ordinal));

    private static readonly IReadOnlyList<string[]> Rows = [.. Policy.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    [Fact]
    public void EveryPurposeOfTheCode_StandsInThePolicy_AndNoOther() => Assert.Equal(
        SourceFile.Product.SelectMany(file => Purpose().Matches(file.Text)).Select(found => found.Groups[1].Value)
            .Order(StringComparer.Ordinal),
        Named(word => char.IsLower(word[0])).Order(StringComparer.Ordinal));

    [Fact]
    public void EverySettingThatHoldsAKey_StandsInThePolicy() => Assert.Equal(
        Read("operations.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => Word().Match(line.Split('|')[1]).Groups[1].Value)
            .Where(setting => KeySetting().IsMatch(setting)).Order(StringComparer.Ordinal),
        Named(word => word.Contains(':', StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryKey_HasTheWholeOfItsLife() => Assert.All(Rows, row =>
    {
        Assert.Equal(8, row.Length);
        Assert.All(row, cell => Assert.True(cell.Length > 3, row[0]));
    });

    [Fact]
    public async Task KeysOfDataProtection_AreMadeAndUsedAsThePolicySays()
    {
        await using var world = await World.NewAsync();
        var options = world.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value;
        var sealing = Assert.IsType<AuthenticatedEncryptorConfiguration>(options.AuthenticatedEncryptorConfiguration);

        var row = Rows[0];

        Assert.Equal((EncryptionAlgorithm.AES_256_CBC, ValidationAlgorithm.HMACSHA256),
            (sealing.EncryptionAlgorithm, sealing.ValidationAlgorithm));
        Assert.Contains("AES-256-CBC with HMAC-SHA256", row[1], StringComparison.Ordinal);
        Assert.True(options.AutoGenerateKeys);
        Assert.Contains($"seals for {options.NewKeyLifetime.TotalDays:0} days", row[3], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Named(Func<string, bool> isMeant) => Rows.SelectMany(row => Word().Matches(row[0]))
        .Select(found => found.Groups[1].Value).Where(isMeant);

    private static string Read(string page) => File.ReadAllText(Path.Combine(SourceFile.Root, "docs", page));

    [GeneratedRegex(@"\.CreateProtector\(""([^""]*)""\)")]
    private static partial Regex Purpose();

    [GeneratedRegex("(Key|Secret|Certificate)$")]
    private static partial Regex KeySetting();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
