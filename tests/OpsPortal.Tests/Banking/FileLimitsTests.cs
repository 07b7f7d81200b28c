using System.Text;
using OpsPortal.Domain.Banking;
using OpsPortal.Features.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>Every bound of a bank file one below, at, and one beyond it; and the bounds on time and on files at once.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class FileLimitsTests
{
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_ACsvOfManyColumns_RefusesOneMore(int over, bool taken)
    {
        var more = string.Concat(Enumerable.Repeat(",x", FileLimits.Columns - 3 + over));
        var text = $"Date,Amount,Text{more}\n2026-03-02,1.00,Rent{more}\n";
        var read = Reading.Of(text, new CsvMapping
        {
            BookedOn = "Date", Amount = "Amount", Remittance = "Text", FixedCurrency = "EUR",
        });
        Assert.Equal((!taken, taken ? 1 : 0), (read.Check.IsBroken, read.Lines.Count));
        if (!taken)
            Assert.Contains($"{FileLimits.Columns} columns", read.Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_ADetailOfManyElements_RefusesOneMore(int over, bool taken)
    {
        // The detail itself is an element too.
        var details = "<NtryDtls><TxDtls>" + string.Concat(Enumerable.Repeat("<X/>", FileLimits.XmlElements - 1 + over))
            + "</TxDtls></NtryDtls>";
        var read = Reading.Of(Camt(Entry("1.00", details), closing: "101.00"));
        Assert.Equal(!taken, read.Check.IsBroken);
        if (!taken)
            Assert.Contains($"{FileLimits.XmlElements} elements", read.Faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Read_ABatchEntryOfManyDetails_IsOneLineBeyondTheBound(int over, bool isOneLine)
    {
        var count = FileLimits.DetailsOfEntry + over;
        const string detail = "<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">0.01</Amt></TxAmt></AmtDtls></TxDtls>";
        var details = "<NtryDtls>" + string.Concat(Enumerable.Repeat(detail, count)) + "</NtryDtls>";
        var amount = (count / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        var closing = (100m + (count / 100m)).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        var read = Reading.Of(Camt(Entry(amount, details), closing: closing));
        Assert.Equal("", read.Faults);
        Assert.Equal(isOneLine ? 1 : count, read.Lines.Count);
    }

    [Fact]
    public void Check_AtTheMostLines_RefusesOneMore()
    {
        var check = new StatementCheck();
        check.See(new StatementBegins(1, new StatementHead()));
        var line = new LineRead(1, new StatementLine
        {
            AmountMinor = 1, Currency = Currency.Of("EUR"), BookedOn = new LocalDate(2026, 3, 2),
        });
        for (var number = 1; number <= FileLimits.Lines; number++)
            check.See(line);
        Assert.False(check.IsBroken);
        check.See(line);
        Assert.True(check.IsBroken);
    }

    [Theory]
    [InlineData(-1, "banking.broken")]
    [InlineData(0, "banking.broken")]
    [InlineData(1, "banking.too-large")]
    public async Task Import_AFileOfManyBytes_RefusesOneMoreUnread(int over, string code)
    {
        await using var bank = await BankWorld.NewAsync(StoreKind.Sqlite);
        await using var file = new BlankFile(FileLimits.Bytes + over);
        var done = await bank.World.Use<ImportBankStatement>().RunAsync(
            new("big.txt", file), bank.World.As("finance"), default);
        Assert.Equal(code, done.Outcome.Refusal?.Code);
        Assert.Equal(over > 0, !file.WasRead);
    }

    [Fact]
    public async Task Import_WhileAllPlacesAreTaken_IsToldToWait()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite, new Dictionary<string, string?>
        {
            ["Banking:ImportsAtOnce"] = "1", ["Banking:WaitSeconds"] = "0.05",
        });
        var import = world.Use<ImportBankStatement>();
        var place = await world.Use<ImportGate>().EnterAsync(default);
        Assert.NotNull(place);
        Assert.Equal("banking.imports-wait", await CodeAsync());
        place.Dispose();
        place.Dispose();
        Assert.Null(await CodeAsync());
        Assert.Null(await CodeAsync());

        async Task<string?> CodeAsync() => (await import.RunAsync(
            new("a.xml", new MemoryStream(Encoding.UTF8.GetBytes(Camt("")))), world.As("finance"), default))
            .Outcome.Refusal?.Code;
    }

    [Fact]
    public async Task Import_AFileThatTakesTooLong_IsRefusedAndChangesNothing()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite, new Dictionary<string, string?>
        {
            ["Banking:ReadSeconds"] = "0",
        });
        var done = await world.Use<ImportBankStatement>().RunAsync(
            new("a.xml", new MemoryStream(Encoding.UTF8.GetBytes(Camt("")))), world.As("finance"), default);
        Assert.Equal("banking.too-slow", done.Outcome.Refusal?.Code);
        await using var db = await world.DbAsync();
        Assert.Empty(db.Set<BankFile>());
    }

    /// <summary>So many line ends, without holding them.</summary>
    private sealed class BlankFile(long length) : Stream
    {
        public bool WasRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            WasRead = true;
            var read = (int)Math.Min(count, length - Position);
            buffer.AsSpan(offset, read).Fill((byte)'\n');
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
