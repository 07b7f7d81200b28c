using System.Diagnostics;
using System.Text;
using OpsPortal.Domain.Banking;
using OpsPortal.Tests.Security.Input;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

public sealed class BankFileFuzzTests
{
    [Fact]
    [Trait("Requirement", "SEC-5")]
    [Trait("Requirement", "CSH-1")]
    public void Read_AnyDamage_EndsInItemsAndNeverThrows()
    {
        var samples = new[]
        {
            Camt(Entry("1.00", Paid("x"), "R") + Entry("-2.00"), closing: "99.00"),
            Camt(Entry("1.00", Paid("x"), "R")).Replace("camt.053", "camt.052", StringComparison.Ordinal)
                .Replace("BkToCstmrStmt", "BkToCstmrAcctRpt", StringComparison.Ordinal)
                .Replace("Stmt>", "Rpt>", StringComparison.Ordinal),
            Camt(Entry("1.00", Paid("x"), "R")).Replace("camt.053", "camt.054", StringComparison.Ordinal)
                .Replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn", StringComparison.Ordinal)
                .Replace("Stmt>", "Ntfctn>", StringComparison.Ordinal),
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
        var random = new Random(InputRun.Read(0).Seed);
        var most = InputRun.IsWhole ? 1_000_000 : 20_000;
        var patience = InputRun.IsWhole ? InputRun.WholePatience(30) : TimeSpan.FromSeconds(10);
        var clock = Stopwatch.StartNew();
        var tried = 0;
        for (; tried < most && clock.Elapsed < patience; tried++)
        {
            var bytes = Damage.To(random, Encoding.UTF8.GetBytes(samples[tried % samples.Length]));
            var read = Reading.Of(bytes, mapping);
            Assert.True(read.Check.IsBroken || read.Check.Statements > 0);
        }

        Assert.True(tried > 1_000, $"Only {tried} files were tried.");
    }
}
