using System.Xml;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>Reads on only while brackets come often enough: no name, text or attribute can make the parser hold more.</summary>
internal sealed class BoundedStream(Stream inner) : Stream
{
    private const byte Bracket = (byte)'<';
    private long run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var rest = buffer[..read];
        for (var at = rest.IndexOf(Bracket); at >= 0; at = rest.IndexOf(Bracket))
        {
            Count(at);
            run = 0;
            rest = rest[(at + 1)..];
        }

        Count(rest.Length);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Count(int more)
    {
        run += more;
        if (run > FileLimits.XmlRun)
            throw new XmlException($"More than {FileLimits.XmlRun} bytes stand between two brackets.");
    }
}

/// <summary>The names of a document, of which a bank's message has some hundred.</summary>
internal sealed class BoundedNames : NameTable
{
    private const int Most = 4_000;
    private int count;

    public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

    private string Counted(string name) => ++count <= Most ? name
        : throw new XmlException($"The document has more than {Most} different names.");
}
