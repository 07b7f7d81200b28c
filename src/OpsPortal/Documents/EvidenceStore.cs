using System.Security.Cryptography;
using OpsPortal.Data;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Documents;

/// <summary>An evidence file on its way to a browser; closed by whoever takes it.</summary>
internal sealed record OpenedEvidence(string FileName, string ContentType, Stream Content);

/// <summary>
/// The one way in which every room keeps evidence files: after their bytes were looked at, under the data folder, by the hash of
/// their content. The same content is kept once.
/// </summary>
[Part]
internal sealed class EvidenceStore(DataFolder folder)
{
    /// <summary>Looks at the bytes and keeps them; refused where they are not what the name says.</summary>
    public async Task<Outcome<EvidenceFile>> TakeAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        var type = EvidenceTypes.Check(name, content);
        return type.IsRefused ? type.Refusal
            : new EvidenceFile(name, type.Value, content.LongLength, await KeepAsync(content, ct));
    }

    public Outcome<OpenedEvidence> Open(KeptFile? file) =>
        file is not null && Open(file.Hash) is { } content
            ? new OpenedEvidence(file.FileName, file.ContentType, content) : SharedRefusals.NotFound("file");

    public Stream? Open(string hash) => File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : null;

    private async Task<string> KeepAsync(byte[] content, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = PathOf(hash);
        if (File.Exists(path))
            return hash;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.CreateVersion7():N}";
        await File.WriteAllBytesAsync(half, content, ct);
        File.Move(half, path, overwrite: true);
        return hash;
    }

    private string PathOf(string hash) => Path.Combine(folder.Path, "evidence", hash[..2], hash);
}
