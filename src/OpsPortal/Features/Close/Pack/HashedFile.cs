using System.Security.Cryptography;

namespace OpsPortal.Features.Close.Pack;

/// <summary>A temporary file that is hashed while it is written and vanishes when it is closed.</summary>
internal sealed class HashedFile : Stream
{
    private readonly FileStream file = new(
        Path.Combine(Path.GetTempPath(), $"close-pack-{Guid.CreateVersion7():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 128 * 1024,
        });

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? found;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>The hash of what was written; nothing may be written afterwards.</summary>
    public string Hash => found ??= Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>The file from its beginning.</summary>
    public Stream FromStart()
    {
        file.Flush();
        file.Position = 0;
        return file;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        file.Write(buffer);
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
