using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsPortal.Documents;

namespace OpsPortal.Features.Close.Pack;

/// <summary>A part of a pack that is not as it was made, and why.</summary>
internal sealed record PackFault(string Part, string Why);

/// <summary>
/// Judges a pack by itself, without the portal that made it: every part against the manifest, every sum again from the rows, and
/// whether the ledger in it balances.
/// </summary>
internal sealed class PackCheck
{
    private const int MostManifest = 16 * 1024 * 1024;
    private readonly List<PackFault> faults = [];
    private readonly LedgerCheck ledger = new();

    public PackManifest? Manifest { get; private set; }

    public long Rows { get; private set; }

    public static (IReadOnlyList<PackFault> Faults, PackCheck Check) Judge(Stream file)
    {
        var check = new PackCheck();
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            check.JudgeArchive(zip);
            if (check.faults.Count == 0 && !PackSeal.Holds(file))
                check.Fault("the file", "Bytes between its parts were changed: its last bytes are not the hash of the rest.");
        }
        catch (InvalidDataException)
        {
            check.faults.Add(new PackFault("the file", "It is not a whole ZIP: it was cut off or is something else."));
        }

        return (check.faults, check);
    }

    private void JudgeArchive(ZipArchive zip)
    {
        foreach (var group in zip.Entries.GroupBy(entry => entry.FullName, StringComparer.Ordinal)
            .Where(group => group.Count() > 1))
            Fault(group.Key, "It is in the file more than once.");
        if (ReadManifest(zip) is not { } manifest)
            return;
        Manifest = manifest;
        var known = manifest.Parts.Select(part => part.Name).Append(PackManifest.FileName).Append(PackManifest.HashName)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(entry => !known.Contains(entry.FullName)))
            Fault(entry.FullName, "It is in the file but not in the manifest.");
        foreach (var part in manifest.Parts)
            JudgePart(zip, part);
        foreach (var fault in ledger.End())
            faults.Add(fault);
    }

    private PackManifest? ReadManifest(ZipArchive zip)
    {
        try
        {
            if (Bytes(zip, PackManifest.FileName) is not { } json || Bytes(zip, PackManifest.HashName) is not { } hash)
                return null;
            var line = $"{Convert.ToHexStringLower(SHA256.HashData(json))}  {PackManifest.FileName}\n";
            if (line != Encoding.ASCII.GetString(hash))
                Fault(PackManifest.FileName, $"Its bytes are not those whose hash stands in {PackManifest.HashName}.");
            var manifest = PackManifest.Read(json);
            if (manifest.Format != PackManifest.KnownFormat)
                Fault(PackManifest.FileName, $"Its format is {manifest.Format}; this check knows {PackManifest.KnownFormat}.");
            return manifest;
        }
        catch (JsonException trouble)
        {
            Fault(PackManifest.FileName, $"It cannot be read: {trouble.Message}");
            return null;
        }
        catch (InvalidDataException trouble)
        {
            Fault(PackManifest.FileName, $"It cannot be unpacked: {trouble.Message}");
            return null;
        }
    }

    private byte[]? Bytes(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            Fault(name, "It is missing.");
            return null;
        }

        using var content = entry.Open();
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > MostManifest)
                throw new InvalidDataException("It is far too long.");
        }

        return kept.ToArray();
    }

    private void JudgePart(ZipArchive zip, PackPart part)
    {
        if (zip.GetEntry(part.Name) is not { } entry)
        {
            Fault(part.Name, "It is named in the manifest but missing.");
            return;
        }

        try
        {
            if (HashOf(entry, part.Bytes) is { } hash && hash != part.Sha256)
                Fault(part.Name, $"Its SHA-256 is {hash}, the manifest says {part.Sha256}.");
            if (part.Columns is not null)
                JudgeTable(entry, part, part.Columns);
        }
        catch (Exception trouble) when (trouble is InvalidDataException or DecoderFallbackException)
        {
            Fault(part.Name, $"It cannot be read: {trouble.Message}");
        }
    }

    private string? HashOf(ZipArchiveEntry entry, long bytes)
    {
        using var content = entry.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var length = 0L;
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
            if (length > bytes)
                break;
        }

        if (length == bytes)
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        Fault(entry.FullName, $"It has {(length > bytes ? "more" : "fewer")} bytes than the {bytes} of the manifest.");
        return null;
    }

    private void JudgeTable(ZipArchiveEntry entry, PackPart part, IReadOnlyList<PackPartColumn> columns)
    {
        using var content = entry.Open();
        var totals = new PackTotals(columns);
        var isHead = true;
        var see = ledger.ReaderOf(part);
        foreach (var row in CsvRows.Read(content))
        {
            if (isHead && !row.SequenceEqual(columns.Select(column => column.Name)))
                Fault(part.Name, "Its head is not the one of the manifest.");
            if (!isHead)
            {
                totals.Add(row);
                see?.Invoke(row);
            }

            isHead = false;
        }

        Rows += totals.Rows;
        if (totals.Rows != part.Rows)
            Fault(part.Name, $"It has {totals.Rows} rows, the manifest says {part.Rows}.");
        var (found, said) = (totals.Read(), part.Totals ?? []);
        foreach (var total in said.Except(found))
            Fault(part.Name, $"The rows do not add up to {total.Currency} {total.Sum} in \"{total.Column}\".");
        foreach (var total in found.ExceptBy(said.Select(one => (one.Column, one.Currency)), one => (one.Column, one.Currency)))
            Fault(part.Name, $"The manifest lacks the sum of \"{total.Column}\" in {total.Currency}.");
    }

    private void Fault(string part, string why) => faults.Add(new PackFault(part, why));
}
