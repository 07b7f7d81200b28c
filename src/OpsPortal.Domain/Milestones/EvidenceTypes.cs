using System.Text;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Milestones;

/// <summary>Which files are taken as evidence, and how their first bytes must look. A file is what its bytes say, never its
/// name.</summary>
public static class EvidenceTypes
{
    public const long MostBytes = 20L * 1024 * 1024;

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];

    private static readonly Dictionary<string, (string ContentType, Func<byte[],
        bool> Looks)> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", Starts("%PDF-"u8)),
        [".png"] = ("image/png", Starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        [".jpg"] = ("image/jpeg", Starts([0xFF, 0xD8, 0xFF])),
        [".jpeg"] = ("image/jpeg", Starts([0xFF, 0xD8, 0xFF])),
        [".gif"] = ("image/gif", Starts("GIF8"u8)),
        [".webp"] = ("image/webp", head => Starts("RIFF"u8)(head) && head.AsSpan(8).StartsWith("WEBP"u8)),
        [".txt"] = ("text/plain; charset=utf-8", IsText),
        [".csv"] = ("text/csv; charset=utf-8", IsText),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Starts(Zip)),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Starts(Zip)),
        [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", Starts(Zip)),
        [".zip"] = ("application/zip", Starts(Zip)),
    };

    /// <summary>The content type under which the file is kept, or why it is not taken.</summary>
    public static Outcome<string> Check(string fileName, byte[] content)
    {
        if (string.IsNullOrWhiteSpace(fileName) || fileName.Length > 200 || fileName.Any(char.IsControl))
            return MilestonesRefusals.FileNameInvalid;
        if (content.Length == 0)
            return MilestonesRefusals.FileEmpty;
        if (content.LongLength > MostBytes)
            return MilestonesRefusals.FileTooLarge(MostBytes);
        var extension = Path.GetExtension(fileName);
        if (!Table.TryGetValue(extension, out var type))
            return MilestonesRefusals.TypeNotTaken(extension);
        return type.Looks(content) ? type.ContentType : MilestonesRefusals.TypeDisguised(extension);
    }

    private static Func<byte[], bool> Starts(ReadOnlySpan<byte> magic)
    {
        var expected = magic.ToArray();
        return content => content.AsSpan().StartsWith(expected);
    }

    private static bool IsText(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
            return !text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))
                && !text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<')
                && !content.AsSpan().StartsWith("%PDF-"u8);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
