using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>A piece of a pack's bytes. Packs are kept in pieces so that none is ever held whole.</summary>
internal sealed class ClosePackPart
{
    public const int Bytes = 512 * 1024;

    private ClosePackPart()
    {
    }

    public ClosePackPart(ClosePackId pack, int ordinal, byte[] content)
    {
        PackId = pack;
        Ordinal = ordinal;
        Content = content;
    }

    public ClosePackId PackId { get; private set; }

    public int Ordinal { get; private set; }

    public byte[] Content { get; private set; } = [];
}
