using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace OpsPortal.Tests.Security;

/// <summary>What <c>SSL Mode=VerifyFull</c> is worth, on a PostgreSQL with TLS and an authority of the test's own.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class DatabaseTlsTests
{
    [PostgresFact]
    public async Task Connection_ThatVerifies_IsOpenedToTheRightServerOfTheRightAuthorityOnly()
    {
        var folder = Directory.CreateTempSubdirectory("ops-tls-").FullName;
        using var authority = Authority("Ours");
        using var other = Authority("Another");
        var (certificate, key) = ServerOf(authority, "localhost");
        var port = PortalHost.FreePort();
        var cluster = PostgresCluster.StartWithTls(port, certificate, key);
        try
        {
            string Way(string host, string mode, X509Certificate2? root = null) =>
                $"Host={host};Port={port};Username=postgres;Database=postgres;Pooling=false;SSL Mode={mode}"
                + (root is null ? "" : $";Root Certificate={Written(folder, root)}");

            Assert.True(await IsEncryptedAsync(Way("localhost", "VerifyFull", authority)));
            Assert.True(await IsEncryptedAsync(Way("127.0.0.1", "Require")));
            await Assert.ThrowsAsync<NpgsqlException>(() => IsEncryptedAsync(Way("127.0.0.1", "VerifyFull", authority)));
            await Assert.ThrowsAsync<NpgsqlException>(() => IsEncryptedAsync(Way("localhost", "VerifyFull", other)));
            await Assert.ThrowsAsync<NpgsqlException>(() => IsEncryptedAsync(Way("localhost", "VerifyFull")));
        }
        finally
        {
            cluster.Stop();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> IsEncryptedAsync(string way)
    {
        await using var source = NpgsqlDataSource.Create(way);
        await using var command = source.CreateCommand("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string Written(string folder, X509Certificate2 root)
    {
        var path = Path.Combine(folder, $"{root.GetNameInfo(X509NameType.SimpleName, false)}.pem");
        File.WriteAllText(path, root.ExportCertificatePem());
        return path;
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        asked.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return asked.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
    }

    private static (string Certificate, string Key) ServerOf(X509Certificate2 authority, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        asked.CertificateExtensions.Add(names.Build());
        using var certificate = asked.Create(
            authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(8), [1, 2, 3, 4]);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
