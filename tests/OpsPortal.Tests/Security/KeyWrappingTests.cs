using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

[Trait("Requirement", "SEC-4")]
public sealed class KeyWrappingTests
{
    private static readonly string Old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task Keys_WithAWrappingKey_LieEncryptedAndOpenWithItOrWithTheOneBefore()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        var hidden = await WithAsync(store, [(KeyWrapping.WrappingKey, Old)],
            protection => protection.Protect("DE89370400440532013000"));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(IdentitySetup.KeyFolder(store.Folder)));
        Assert.Contains("<wrappedKey", KeyFile(store), StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", KeyFile(store), StringComparison.Ordinal);
        Assert.Equal("DE89370400440532013000", await WithAsync(store, [(KeyWrapping.WrappingKey, Old)], p => p.Open(hidden)));
        Assert.Equal(
            "DE89370400440532013000",
            await WithAsync(store, [(KeyWrapping.WrappingKey, New), ($"{KeyWrapping.WrappingKey}Previous", Old)],
                p => p.Open(hidden)));
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            WithAsync(store, [(KeyWrapping.WrappingKey, New)], p => p.Open(hidden)));
    }

    [Fact]
    public async Task Keys_WithACertificate_LieEncryptedAndOpenWithIt()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        var path = Path.Combine(store.Folder, "wrap.pfx");
        await File.WriteAllBytesAsync(path, Certificate());
        (string, string)[] settings = [(KeyWrapping.Certificate, path), ($"{KeyWrapping.Certificate}Password", "secret")];

        var hidden = await WithAsync(store, settings, protection => protection.Protect("4242"));

        Assert.Contains("EncryptedData", KeyFile(store), StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", KeyFile(store), StringComparison.Ordinal);
        Assert.Equal("4242", await WithAsync(store, settings, p => p.Open(hidden)));
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public async Task Start_WithAWrappingKeyThatIsNone_SaysHowToMakeOne(string key)
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            WithAsync(store, [(KeyWrapping.WrappingKey, key)], p => p.Protect("x")));

        Assert.Contains("openssl rand -base64 32", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> WithAsync(TestStore store, (string Name, string Value)[] settings, Func<FieldProtection,
        string> act)
    {
        await using var portal = TestPortal.Build(store, settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));
        return act(portal.Services.GetRequiredService<FieldProtection>());
    }

    private static string KeyFile(TestStore store) =>
        File.ReadAllText(Directory.GetFiles(IdentitySetup.KeyFolder(store.Folder), "key-*.xml").Single());

    private static byte[] Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=OpsPortal keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return made.Export(X509ContentType.Pkcs12, "secret");
    }
}
