using System.Buffers.Binary;
using System.Text;

namespace OpsPortal.Data.Bulk;

/// <summary>Rows in the binary form in which PostgreSQL's COPY takes them: a count of columns, then each value with its length,
/// in the order of bytes of the network.</summary>
internal sealed class CopyRows
{
    /// <summary>The types of values that can be written, with the column type that takes each in this form.</summary>
    public static readonly IReadOnlyDictionary<Type, string> StoreTypes = new Dictionary<Type, string>
    {
        [typeof(string)] = "character varying,text", [typeof(Guid)] = "uuid", [typeof(long)] = "bigint",
        [typeof(int)] = "integer", [typeof(short)] = "smallint", [typeof(bool)] = "boolean",
        [typeof(double)] = "double precision", [typeof(DateOnly)] = "date",
    };

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly UTF8Encoding Text = new(false, throwOnInvalidBytes: true);
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly Stream stream;
    private int used;

    public CopyRows(Stream stream)
    {
        this.stream = stream;
        Signature.CopyTo(Room(Signature.Length));
    }

    public void Start(short columns) => BinaryPrimitives.WriteInt16BigEndian(Room(2), columns);

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Room(4), -1);

    public void Write(string value)
    {
        var length = Text.GetByteCount(value);
        if (length + 4 <= buffer.Length)
        {
            Text.GetBytes(value, Sized(length));
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(Room(4), length);
        Send();
        stream.Write(Text.GetBytes(value));
    }

    public void Write(Guid value) => value.TryWriteBytes(Sized(16), bigEndian: true, out _);

    public void Write(long value) => BinaryPrimitives.WriteInt64BigEndian(Sized(8), value);

    public void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(Sized(4), value);

    public void Write(short value) => BinaryPrimitives.WriteInt16BigEndian(Sized(2), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Sized(8), value);

    public void Write(DateOnly value) => Write(value.DayNumber - FirstDay);

    public void Write(bool value) => Sized(1)[0] = value ? (byte)1 : (byte)0;

    public void End()
    {
        Start(-1);
        Send();
    }

    private Span<byte> Sized(int length)
    {
        var room = Room(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        return room[4..];
    }

    private Span<byte> Room(int length)
    {
        if (used + length > buffer.Length)
            Send();
        var room = buffer.AsSpan(used, length);
        used += length;
        return room;
    }

    private void Send()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
