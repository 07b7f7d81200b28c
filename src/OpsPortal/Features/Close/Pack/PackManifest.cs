using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The sum of a money column for one currency, as a decimal.</summary>
internal sealed record PackTotal(string Column, string Currency, string Sum);

internal sealed record PackPartColumn(string Name, PackCell Kind);

/// <summary>A file of the pack: its bytes, and for a table its columns, rows and control totals.</summary>
internal sealed record PackPart(string Name, string Sha256, long Bytes)
{
    public long? Rows { get; init; }

    public IReadOnlyList<PackPartColumn>? Columns { get; init; }

    public IReadOnlyList<PackTotal>? Totals { get; init; }
}

/// <summary>The head of the audit chain when the close was signed: who holds the chain can say that nothing before it
/// changed.</summary>
internal sealed record PackChainHead(long Sequence, string Hash);

/// <summary>What a pack is of, and every part that must be in it.</summary>
internal sealed record PackManifest
{
    public const string FileName = "manifest.json";
    public const string HashName = "manifest.json.sha256";
    public const string KnownFormat = "opsportal-close-pack/1";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required string Format { get; init; }

    public required string Entity { get; init; }

    public required string EntityName { get; init; }

    public required string Period { get; init; }

    public required int Version { get; init; }

    public required string SignedAt { get; init; }

    /// <summary>The hash of the figures that the three people signed.</summary>
    public required string ContentHash { get; init; }

    public PackChainHead? AuditChain { get; init; }

    public required string Font { get; init; }

    public required IReadOnlyList<PackPart> Parts { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <exception cref="JsonException">It is not a manifest of this shape.</exception>
    public static PackManifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PackManifest>(json, Options) is not { } manifest ? throw new JsonException("It is empty.")
        : manifest.HasHoles ? throw new JsonException("A part, column or sum in it is empty.") : manifest;

    private bool HasHoles => Parts is null || Parts.Any(part => part is null || part.Name is null || part.Sha256 is null
        || part.Columns?.Any(column => column?.Name is null) == true
        || part.Totals?.Any(total => total is null) == true);
}
