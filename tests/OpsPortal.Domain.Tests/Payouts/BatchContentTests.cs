using System.Text;
using NodaTime;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "PAY-5")]
public sealed class BatchContentTests
{
    [Fact]
    // The figure was made by an independent program from the format alone.
    public void Hash_OfTheGoldenBatch_NeverChanges() => Assert.Equal(
        "ca13794486a92a1502ad6a327b3eb1d7943e77dfcc8cc93dd4634a53e55851d6", Draft().Content().Hash());

    [Fact]
    public void Hash_IgnoresTheOrderOfItems()
    {
        var content = Draft().Content();
        Assert.Equal(content.Hash(), (content with { Items = [.. content.Items.Reverse()] }).Hash());
    }

    [Fact]
    public void Hash_ChangesWithAnySingleField()
    {
        var content = Draft().Content();
        var item = content.Items[0];
        BatchContent[] changed =
        [
            content with { Batch = new BatchId(Id(99)) },
            content with { ContentRevision = 2 },
            content with { LegalEntity = new LegalEntityId(Id(99)) },
            content with { Currency = Currency.Of("USD") },
            content with { Number = "PB-2026-0002" },
            content with { Rail = "wire" },
            content with { Provider = "stripe" },
            content with { ValueDate = new LocalDate(2026, 3, 4) },
            content with { Items = [item] },
            With(item with { Item = new PayoutItemId(Id(99)) }),
            With(item with { Payee = new PayeeId(Id(99)) }),
            With(item with { Account = new PayeeAccountId(Id(99)) }),
            With(item with { AmountMinor = item.AmountMinor + 1 }),
            With(item with { AccountVersion = 2 }),
            With(item with { AccountDigest = "d2" }),
            With(item with { Reference = "Work in April" }),
            With(item with { Key = "po_x" }),
            With(item with { Reference = item.Reference + "\n4:po_1" }),
        ];
        Assert.Equal(changed.Length + 1, changed.Append(content).Select(c => c.Hash()).Distinct().Count());

        BatchContent With(BatchContentItem one) => content with { Items = [one, content.Items[1]] };
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public void Hash_OfTextsPosingAsOthers_IsThatOfNoOther()
    {
        string[] pieces =
        [
            "", "\n", ":", "1", "4:po_1", "a", "\n3:a\nb", "\0", "é", "e\u0301", "\uFFFD", "?", "\U0001F469", " ", "\r",
        ];
        var (random, content) = (new Random(1), Draft().Content());
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var tried = 0; tried < 20_000; tried++)
        {
            var (number, reference, key) = (Text(), Text(), Text());
            var changed = content with { Number = number, Items = [content.Items[0] with { Reference = reference, Key = key }] };
            var (hash, whole) = (changed.Hash(), string.Join('\u0001', number, reference, key));
            Assert.Equal(whole, texts.GetValueOrDefault(hash, whole));
            texts[hash] = whole;
        }

        Assert.True(texts.Count > 10_000, $"Only {texts.Count} contents were tried.");

        string Text() => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public void Hash_OfHalfACharacter_IsNone()
    {
        var content = Draft().Content();
        Assert.Throws<EncoderFallbackException>(() => (content with { Number = "a\uD800" }).Hash());
    }
}
