using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Documents;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Tests.Close;

/// <summary>A pack that is not as it was made is refused, and the part is named (CLS-3).</summary>
[Collection(PackStories.Name)]
[Trait("Requirement", "CLS-3")]
public sealed class PackVerifyTests(PackFixture fixture)
{
    [Fact]
    public void Verify_WithOneByteOfAPartChanged_NamesThePart()
    {
        foreach (var name in Names())
        {
            var faults = Judge(Rewritten((part, bytes) =>
            {
                if (part == name && bytes.Length > 0)
                    bytes[bytes.Length / 2] ^= 1;
                return bytes;
            }));

            Assert.Contains(faults, fault => fault.Part == name
                || (name == PackManifest.HashName && fault.Part == "manifest.json"));
        }
    }

    [Fact]
    public void Verify_WithAnyOneByteOfTheFileChanged_Fails()
    {
        var dice = new Random(7);
        for (var round = 0; round < 150; round++)
        {
            var bytes = fixture.Pack.ToArray();
            var at = round < 75 ? dice.Next(bytes.Length) : bytes.Length - 1 - dice.Next(3000);
            bytes[at] ^= (byte)(1 << dice.Next(8));

            Assert.True(Judge(bytes).Count > 0, $"Byte {at} of {bytes.Length} was changed unseen.");
        }
    }

    [Fact]
    public void Verify_WithAPartMissingOrTooMany_NamesIt()
    {
        foreach (var name in Names())
            Assert.Contains(Judge(Rewritten((part, bytes) => part == name ? null : bytes)), fault => fault.Part == name);
        Assert.Contains(Judge(Rewritten((_, bytes) => bytes, extra: "csv/more.csv")), fault => fault.Part == "csv/more.csv");
    }

    [Fact]
    public void Verify_OfSomethingElse_SaysSo()
    {
        Assert.Contains(Judge([1, 2, 3]), fault => fault.Part == "the file");
        Assert.Contains(Judge(fixture.Pack[..(fixture.Pack.Length / 2)]), fault => fault.Part == "the file");
        Assert.Contains(Judge([]), fault => fault.Part == "the file");
    }

    /// <summary>A manifest of the right shape with a hole in it is a fault of the manifest, never the end of the
    /// command.</summary>
    [Theory]
    [InlineData("\"parts\": [\n    {", "\"parts\": [\n    null, {")]
    [InlineData("\"columns\": [\n        {", "\"columns\": [\n        null, {")]
    [InlineData("\"totals\": [\n        {", "\"totals\": [\n        null, {")]
    public void Verify_OfAManifestWithAHole_NamesIt(string whole, string holed)
    {
        var json = Encoding.UTF8.GetString(fixture.Manifest.ToJson());
        Assert.Contains(whole, json, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json.Replace(whole, holed, StringComparison.Ordinal));

        var faults = Judge(Rewritten((part, kept) => part switch
        {
            PackManifest.FileName => bytes,
            PackManifest.HashName => Encoding.ASCII.GetBytes(
                $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {PackManifest.FileName}\n"),
            _ => kept,
        }));

        Assert.Equal(PackManifest.FileName, Assert.Single(faults).Part);
    }

    /// <summary>Who changes an amount and mends hash and manifest after it is still found: the entry does not balance.</summary>
    [Fact]
    public void Check_OfALedgerThatDoesNotBalance_NamesTheEntryAndTheAccount()
    {
        var ledger = fixture.Manifest.Parts.Single(part => part.Name == "csv/ledger-export.csv");
        var trial = fixture.Manifest.Parts.Single(part => part.Name == "csv/trial-balance.csv");
        var check = new LedgerCheck();
        var (see, seeTrial) = (check.ReaderOf(ledger)!, check.ReaderOf(trial)!);
        var debit = ledger.Columns!.ToList().FindIndex(column => column.Name == "Debit");
        var changed = false;
        foreach (var row in RowsOf(ledger.Name))
        {
            var cells = row.ToArray();
            if (!changed && cells[debit] is not ("0.00" or "0"))
                (cells[debit], changed) = ("0.01", true);
            see(cells);
        }

        foreach (var row in RowsOf(trial.Name))
            seeTrial(row);
        var faults = check.End();

        Assert.Single(faults, fault => fault.Part == ledger.Name
            && fault.Why.Contains("does not balance", StringComparison.Ordinal));
        Assert.Single(faults, fault => fault.Part == trial.Name && fault.Why.Contains("ledger export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_OnAFile_AnswersByItsExitCode()
    {
        var path = Path.Combine(Path.GetTempPath(), $"pack-{Guid.NewGuid():N}.zip");
        try
        {
            await File.WriteAllBytesAsync(path, fixture.Pack);
            Assert.Equal(0, await new VerifyPackCommand().RunAsync([path], default));
            await File.WriteAllBytesAsync(path, fixture.Pack[..^1]);
            Assert.Equal(1, await new VerifyPackCommand().RunAsync([path], default));
            Assert.Equal(1, await new VerifyPackCommand().RunAsync([], default));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IReadOnlyList<PackFault> Judge(byte[] bytes) => PackCheck.Judge(new MemoryStream(bytes)).Faults;

    private List<string> Names()
    {
        using var zip = new ZipArchive(new MemoryStream(fixture.Pack));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private IEnumerable<IReadOnlyList<string>> RowsOf(string name)
    {
        using var zip = new ZipArchive(new MemoryStream(fixture.Pack));
        using var part = zip.GetEntry(name)!.Open();
        foreach (var row in CsvRows.Read(part).Skip(1))
            yield return row;
    }

    /// <summary>The pack packed anew with changed parts and a right seal, as a forger would.</summary>
    private byte[] Rewritten(Func<string, byte[], byte[]?> change, string? extra = null)
    {
        using var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(fixture.Pack)))
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true) { Comment = PackSeal.Placeholder })
        {
            foreach (var entry in from.Entries)
            {
                using var part = entry.Open();
                using var kept = new MemoryStream();
                part.CopyTo(kept);
                if (change(entry.FullName, kept.ToArray()) is { } bytes)
                    Add(zip, entry.FullName, bytes);
            }

            if (extra is not null)
                Add(zip, extra, [1]);
        }

        PackSeal.Close(to);
        return to.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(bytes);
    }
}
