using System.Diagnostics;
using System.Text;
using OpsPortal.Domain.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

public sealed class BankFileFuzzTests
{
    private static readonly string[] Pieces =
    [
        "<", ">", "&", "\0", "\r\n", ":61:", ":86:", "-}", "{4:", "88,", "49,", "/", ",", "?20", "]]>",
        "<![CDATA[", "9", "-", "\uFEFF", ";",
    ];

    [Fact]
    [Trait("Requirement", "SEC-5")]
    [Trait("Requirement", "CSH-1")]
    public void Read_AnyDamage_EndsInItemsAndNeverThrows()
    {
        var samples = new[]
        {
            Camt(Entry("1.00", Paid("x"), "R") + Entry("-2.00"), closing: "99.00"),
            Mt940(":61:2603020302C1,NTRFX//Y\r\n:86:166?20EREF+1?21SVWZ+x\r\n", closing: "C260302EUR101,"),
            "01,A,B,260302,2100,1,80,1,2/\n02,B,A,1,260302,,USD,2/\n03,12345,USD,010,1,,,015,3,,/\n16,142,2,V,260303,,a,b,c\n"
                + "88,d\n49,6,4/\n98,6,1,6/\n99,6,1,8/\n",
            "a;b;c\n02.03.2026;1,5;\"x\"\n03.03.2026;-2,5;y\n",
        };
        var mapping = new CsvMapping
        {
            Delimiter = ';', HasHeader = false, BookedOn = "1", Amount = "2", Remittance = "3", DecimalMark = ',',
            FixedCurrency = "EUR",
            DatePattern = "dd.MM.uuuu",
        };
        var random = new Random(20_260_302);
        var clock = Stopwatch.StartNew();
        var tried = 0;
        for (; tried < 20_000 && clock.Elapsed < TimeSpan.FromSeconds(10); tried++)
        {
            var bytes = Damaged(random, Encoding.UTF8.GetBytes(samples[tried % samples.Length]));
            var read = Reading.Of(bytes, mapping);
            Assert.True(read.Check.IsBroken || read.Check.Statements > 0);
        }

        Assert.True(tried > 1_000, $"Only {tried} files were tried.");
    }

    private static byte[] Damaged(Random random, byte[] sample)
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
