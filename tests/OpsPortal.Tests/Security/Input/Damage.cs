using System.Text;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Damages samples at random, the same for the same seed.</summary>
internal static class Damage
{
    private static readonly string[] Pieces =
    [
        "<", ">", "&", "\0", "\r\n", ":61:", ":86:", "-}", "{4:", "88,", "49,", "/", ",", "?20", "]]>",
        "<![CDATA[", "9", "-", "\uFEFF", ";", "\"", "{", "[",
        "null", "1e309", "-0", "\\ud800", "=", "v1=", "t=", "v1,", "\uD83D\uDE00",
    ];

    /// <summary>The sample with one to five hits: bytes changed, cut out or doubled, or signs put in that formats know.</summary>
    public static byte[] To(Random random, byte[] sample)
    {
        var bytes = sample.ToList();
        for (var hits = random.Next(1, 6); hits > 0; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 30)));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 80))));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)random.Next(256));
        }

        return [.. bytes];
    }
}
