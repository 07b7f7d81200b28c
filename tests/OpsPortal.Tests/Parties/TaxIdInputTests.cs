using OpsPortal.Domain.Parties;
using OpsPortal.Tests.Security.Input;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Parties;

/// <summary>The whole corpus of bad texts in each field of a tax number, beside fields that are right, so that each is
/// reached.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class TaxIdInputTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task BadText_InAnyField_IsRefusedInWordsOrKeptAsGiven(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var desk = new TaxIdDesk(world.Services, await Template.ActorsAsync(kind));
        var payee = await desk.PayeeAsync("Mia Studio", World.Ireland);
        var taxId = (await desk.AddAsync(payee)).Value;
        var (check, kept) = (TaxIdDesk.OfForm, 0);

        foreach (var text in Corpus.For(typeof(string)).Select(item => (string)item.Value))
        {
            SaysWhy(await desk.AddAsync(payee, text), text);
            SaysWhy(await desk.AddAsync(payee, TaxNumberKind.Local, text, "T1234567890123"), text);
            SaysWhy(await desk.AddAsync(payee, TaxNumberKind.Local, "JP", text), text);
            SaysWhy(await desk.RevealAsync(taxId, text), text);
            foreach (var words in new[] { check with { Source = text }, check with { FallbackReason = text } })
            {
                var added = await desk.AddAsync(payee, check: words);
                SaysWhy(added, text);
                if (added.IsRefused)
                    continue;
                kept++;
                var row = Assert.Single((await desk.ReadAsync(payee)).InForce, row => row.Id == added.Value);
                Assert.Equal((words.Source.Trim(), words.FallbackReason!.Trim()), (row.Source, row.FallbackReason));
            }
        }

        Assert.True(kept > 20, $"Only {kept} texts were kept.");
    }

    private static void SaysWhy<T>(Outcome<T> outcome, string text)
    {
        if (outcome.Refusal is not { } refusal)
            return;
        Assert.All(new[] { refusal.What, refusal.Why, refusal.Next }, Assert.NotEmpty);
        Assert.InRange(refusal.Text.Length, 10, 1_000);
        Assert.DoesNotContain(refusal.Text, char.IsControl);
        if (text.Trim().Length > 10)
            Assert.DoesNotContain(text, refusal.Text, StringComparison.Ordinal);
    }
}
