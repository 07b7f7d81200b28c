namespace OpsPortal.Documents.Pdf;

/// <summary>The drawing orders of one page, as bytes. Measures are written in hundredths of a point.</summary>
internal sealed class PdfInk
{
    private byte[] buffer = new byte[32 * 1024];
    private int length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Clear() => length = 0;

    public PdfInk Raw(string ascii)
    {
        Need(ascii.Length);
        foreach (var letter in ascii)
            buffer[length++] = (byte)letter;
        return this;
    }

    /// <summary>A measure and a space.</summary>
    public PdfInk At(double measure)
    {
        Need(24);
        var hundredths = (long)Math.Round(measure * 100, MidpointRounding.AwayFromZero);
        if (hundredths < 0)
            buffer[length++] = (byte)'-';
        hundredths = Math.Abs(hundredths);
        (hundredths / 100).TryFormat(buffer.AsSpan(length), out var written, default, null);
        length += written;
        if (hundredths % 100 is not 0 and var rest)
        {
            buffer[length++] = (byte)'.';
            buffer[length++] = (byte)('0' + (rest / 10));
            if (rest % 10 != 0)
                buffer[length++] = (byte)('0' + (rest % 10));
        }

        buffer[length++] = (byte)' ';
        return this;
    }

    /// <summary>A number as so many hexadecimal digits.</summary>
    public void Hex(int value, int digits)
    {
        Need(digits);
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4)
            buffer[length++] = (byte)"0123456789ABCDEF"[(value >> shift) & 15];
    }

    private void Need(int more)
    {
        if (length + more > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + more));
    }
}
