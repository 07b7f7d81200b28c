using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>A pack's bytes in and out of the store, piece by piece.</summary>
internal static class PackBytes
{
    /// <summary>Keeps the bytes and gives their SHA-256.</summary>
    public static async Task<string> WriteAsync(OpsDbContext db, ClosePackId pack, Stream content, CancellationToken ct)
    {
        content.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var ordinal = 0; ; ordinal++)
        {
            var buffer = new byte[ClosePackPart.Bytes];
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (read == 0)
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            hash.AppendData(buffer, 0, read);
            var part = new ClosePackPart(pack, ordinal, buffer[..read]);
            db.Add(part);
            await db.SaveChangesAsync(ct);
            db.Entry(part).State = EntityState.Detached;
        }
    }

    /// <summary>The bytes as a file of their own that vanishes when it is closed.</summary>
    public static async Task<FileStream> ReadAsync(OpsDbContext db, ClosePackId pack, CancellationToken ct)
    {
        var copy = TemporaryFile();
        var ordinals = await db.Set<ClosePackPart>().Where(part => part.PackId == pack).Select(part => part.Ordinal).Order()
            .ToListAsync(ct);
        foreach (var ordinal in ordinals)
        {
            var content = await db.Set<ClosePackPart>().AsNoTracking()
                .Where(part => part.PackId == pack && part.Ordinal == ordinal).Select(part => part.Content).SingleAsync(ct);
            await copy.WriteAsync(content, ct);
        }

        copy.Position = 0;
        return copy;
    }

    public static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), $"close-pack-{Guid.CreateVersion7():N}.zip"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        });
}
