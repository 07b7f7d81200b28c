using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>A file's bytes in and out of the store, piece by piece.</summary>
internal static class KeptBytes
{
    public static async Task WriteAsync(Work work, BankFileId file, Stream content)
    {
        content.Position = 0;
        var buffer = new byte[BankFilePart.Bytes];
        for (var ordinal = 0; ; ordinal++)
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, work.Ct);
            if (read == 0)
                return;
            var part = new BankFilePart(file, ordinal, buffer[..read]);
            work.Db.Add(part);
            await work.Db.SaveChangesAsync(work.Ct);
            work.Db.Entry(part).State = EntityState.Detached;
        }
    }

    /// <summary>The bytes as a file of their own that vanishes when it is closed.</summary>
    public static async Task<FileStream> ReadAsync(OpsDbContext db, BankFileId file, CancellationToken ct)
    {
        var copy = TemporaryFile();
        var ordinals = await db.Set<BankFilePart>().Where(part => part.FileId == file).Select(part => part.Ordinal).Order()
            .ToListAsync(ct);
        foreach (var ordinal in ordinals)
        {
            var content = await db.Set<BankFilePart>().AsNoTracking()
                .Where(part => part.FileId == file && part.Ordinal == ordinal).Select(part => part.Content).SingleAsync(ct);
            await copy.WriteAsync(content, ct);
        }

        copy.Position = 0;
        return copy;
    }

    public static FileStream TemporaryFile() => new(
        Path.Combine(Path.GetTempPath(), $"bank-file-{Guid.CreateVersion7():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        });
}
