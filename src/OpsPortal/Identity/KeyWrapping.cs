using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace OpsPortal.Identity;

/// <summary>
/// Encrypts the data-protection keys before they are written to their folder: with the certificate of the settings, or with the
/// key of the settings. See docs/operations.md.
/// </summary>
internal static class KeyWrapping
{
    public const string Certificate = "DataProtection:Certificate";
    public const string WrappingKey = "DataProtection:WrappingKey";

    public static bool IsOn(IConfiguration configuration) => Has(configuration, Certificate) || Has(configuration, WrappingKey);

    public static IDataProtectionBuilder WrapKeys(this IDataProtectionBuilder builder, IConfiguration configuration)
    {
        if (Has(configuration, Certificate) && Has(configuration, WrappingKey))
            throw new InvalidOperationException($"Set {Certificate} or {WrappingKey}, not both.");
        if (Has(configuration, WrappingKey))
        {
            var key = WrappingKeys.Read(configuration)[0];
            builder.Services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new WrappingKeyEncryptor(key));
        }
        else if (Has(configuration, Certificate))
        {
            builder.ProtectKeysWithCertificate(Load(configuration, Certificate));
            if (Has(configuration, $"{Certificate}Previous"))
                builder.UnprotectKeysWithAnyCertificate(Load(configuration, Certificate),
                    Load(configuration, $"{Certificate}Previous"));
        }

        return builder;
    }

    private static bool Has(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 };

    private static X509Certificate2 Load(IConfiguration configuration, string name)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(configuration[name]!, configuration[$"{name}Password"]);
        }
        catch (Exception trouble) when (trouble is CryptographicException or IOException)
        {
            throw new InvalidOperationException(
                $"{name} cannot be opened: {trouble.Message} It must be a PKCS #12 file with its key.", trouble);
        }
    }
}
