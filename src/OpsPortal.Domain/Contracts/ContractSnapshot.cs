using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>The accepted proposal exactly as it was received, with its hash and where it came from. Never changed.</summary>
public sealed record ContractSnapshot(
    string Json, string Sha256, string SourceSystem, string SourceId, Instant AcceptedAt, string AcceptedBy)
{
    public const int MostCharacters = 1_000_000;

    public static Outcome<ContractSnapshot> Of(string json, string sourceSystem, string sourceId, Instant acceptedAt,
        string acceptedBy)
    {
        if (json.Length > MostCharacters || !IsJson(json))
            return ContractsRefusals.BadSnapshot;
        foreach (var (text, field) in new[] { (sourceSystem, "sourceSystem"), (sourceId, "sourceId"),
            (acceptedBy, "acceptedBy") })
        {
            if (string.IsNullOrWhiteSpace(text))
                return SharedRefusals.Required(field);
            if (text.Length > 200)
                return SharedRefusals.TooLong(field, 200);
        }

        return new ContractSnapshot(json, HashOf(json), sourceSystem, sourceId, acceptedAt, acceptedBy);
    }

    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
