using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>A piece of a file's bytes, as the bank sent them. Files are kept in pieces so that none is ever held whole.</summary>
internal sealed class BankFilePart
{
    public const int Bytes = 512 * 1024;

    private BankFilePart()
    {
    }

    public BankFilePart(BankFileId file, int ordinal, byte[] content)
    {
        FileId = file;
        Ordinal = ordinal;
        Content = content;
    }

    public BankFileId FileId { get; private set; }

    public int Ordinal { get; private set; }

    public byte[] Content { get; private set; } = [];
}
