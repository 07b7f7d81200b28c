using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash.Matching;

/// <summary>The shapes and traps of a reconciliation, one row each.</summary>
internal static class Shapes
{
    public static readonly IReadOnlyList<(string Name, Action<Shape> Add)> All =
    [
        ("exact", s => { var i = s.Owes(s.Amount()); s.Owes(s.Amount()); s.Pays(i.OpenMinor, s.Around(i.Number), [i]); }),
        ("other separators", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor, s.Around(i.Number.Replace("-", " ").Replace("/", "-").ToLowerInvariant()), [i]);
        }),
        ("structured", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor, null, [i], p => p with { StructuredReference = $"RF18{i.Number}", PayerName = null });
        }),
        ("listed", s =>
        {
            OpenInvoice[] all = [s.Owes(s.Amount()), s.Owes(s.Amount()), s.Owes(s.Amount())];
            s.Owes(s.Amount());
            s.Pays(all.Sum(i => i.OpenMinor), string.Join(s.Dice.Pick([", ", " + ", " und "]), all.Select(i => i.Number)), all);
        }),
        ("listed with credit", s =>
        {
            OpenInvoice[] all = [s.Owes(500_000 + s.Amount()), s.Owes(-s.Dice.Throw(400_000) - 1, $"CN-{s.Number()}")];
            s.Pays(all.Sum(i => i.OpenMinor), $"{all[0].Number} less {all[1].Number}", all);
        }),
        ("partial", s => { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor / 2, s.Around(i.Number), [i]); }),
        ("overpaid", s => { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor + 5_000, s.Around(i.Number), [i]); }),
        ("misread", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-{s.Dice.Throw(90) + 10}01{s.Dice.Throw(90) + 10}5");
            s.Pays(i.OpenMinor, s.Around(i.Number.Replace('0', 'O')), [i]);
        }),
        ("swapped", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-{s.Dice.Throw(9000) + 1000}27");
            s.Pays(i.OpenMinor, s.Around($"{i.Number[..^2]}72"), [i]);
        }),
        ("without prefix", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-7{s.Dice.Throw(900_000) + 100_000}");
            s.Pays(i.OpenMinor, $"Rechnung {i.Number[4..]}", [i]);
        }),
        ("mistyped to another real invoice", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-4{s.Dice.Throw(900) + 100}12");
            s.Owes(i.OpenMinor + 100, $"{i.Number[..^2]}21");
            s.Pays(i.OpenMinor, s.Around($"{i.Number[..^2]}21"), [i]);
        }),
        ("payer and amount", s => { var i = s.Owes(s.Amount()); s.Owes(s.Amount()); s.Pays(i.OpenMinor, "Thank you", [i]); }),
        ("payer with equal invoices", s =>
        {
            var i = s.Owes(s.Amount());
            s.Owes(i.OpenMinor);
            s.Owes(i.OpenMinor);
            s.Pays(i.OpenMinor, "Monthly fee", []);
        }),
        ("payer and sum", s =>
        {
            OpenInvoice[] all = [s.Owes(s.Amount()), s.Owes(s.Amount()), s.Owes(s.Amount()), s.Owes(s.Amount())];
            s.Pays(all[0].OpenMinor + all[2].OpenMinor, "several invoices", [all[0], all[2]]);
        }),
        ("ambiguous sum", s =>
        {
            foreach (var minor in new[] { 10_000, 20_000, 30_000, 40_000, 50_000 })
                s.Owes(minor);
            s.Pays(70_000, "several invoices", []);
        }),
        ("virtual account", s =>
        {
            var i = s.Owes(s.Amount(), null, i => i with { VirtualAccounts = [$"VA{s.Buyer}"] });
            s.Owes(s.Amount(), null, other => other with { VirtualAccounts = i.VirtualAccounts });
            s.Pays(i.OpenMinor, null, [i], p => p with { VirtualAccount = i.VirtualAccounts[0], PayerName = null });
        }),
        ("contract", s =>
        {
            var order = $"PO-45{s.Dice.Throw(900_000) + 100_000}";
            var i = s.Owes(s.Amount(), null, i => i with { References = [order] });
            s.Owes(s.Amount(), null, other => other with { References = [order] });
            s.Pays(i.OpenMinor, $"Order {order}", [i]);
        }),
        ("paid twice", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor, i.Number, []);
            s.Pays(i.OpenMinor, i.Number, []);
        }),
        ("paid before", s => { var i = s.Owes(0); s.Owes(77_700); s.Pays(77_700, s.Around(i.Number), []); }),
        ("other currency", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor, s.Around(i.Number), [], p => p with { Currency = Currency.Of("USD") });
        }),
        ("digits that are something else", s =>
        {
            var i = s.Owes(125_000, "1250");
            s.Owes(s.Amount(), "2026");
            s.Owes(s.Amount(), "12032026");
            s.Pays(i.OpenMinor + 100, "EUR 1250 on 12.03.2026 / 12032026", []);
        }),
        ("nobody we know", s => s.Pays(s.Amount(), "Refund of deposit", [], p => p with { PayerName = "Somebody Else" })),
        ("nobody we know, same amount", s =>
            { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor, "gift", [], p => p with { PayerName = "Somebody Else" }); }),
        ("older invoice, same fee", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-88{s.Dice.Throw(900) + 100}5");
            s.Pays(i.OpenMinor, s.Around($"{i.Number[..^1]}4"), []);
        }),
        ("payer is another buyer", s =>
        {
            var i = s.Owes(s.Amount());
            var other = s.Owes(s.Amount(), null, o => o with
                { Buyer = $"{o.Buyer}-other", Names = [$"Other {s.Payer}x Holding"] });
            s.Pays(i.OpenMinor, s.Around(i.Number), [], p => p with { PayerName = other.Names[0] });
        }),
        ("two halves", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor / 3, s.Around(i.Number), [i]);
            s.Pays(i.OpenMinor - (i.OpenMinor / 3), s.Around(i.Number), [i]);
        }),
        ("two for two", s =>
        {
            OpenInvoice[] all = [s.Owes(s.Amount()), s.Owes(s.Amount())];
            var text = $"{all[0].Number}, {all[1].Number}";
            s.Pays(all[0].OpenMinor + 1_000, text, all);
            s.Pays(all[1].OpenMinor - 1_000, text, all);
        }),
        ("zero", s =>
        {
            OpenInvoice[] all = [s.Owes(90_000), s.Owes(-90_000, $"CN-{s.Number()}")];
            s.Pays(0, $"{all[0].Number} {all[1].Number}", all);
        }),
        ("net of fee", s =>
        {
            var i = s.Owes(s.Amount());
            s.Pays(i.OpenMinor - 1_500, s.Around(i.Number), [i], p => p with { FeeMinor = 1_500 });
        }),
        ("prefix of another number", s =>
        {
            var stem = $"INV-3{s.Dice.Throw(900) + 100}";
            s.Owes(50_000, stem);
            var i = s.Owes(50_000, $"{stem}0");
            s.Owes(50_000, $"{stem}00");
            s.Pays(50_000, s.Around(i.Number), [i]);
        }),
        ("part of another number", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-6{s.Dice.Throw(900) + 100}");
            s.Pays(i.OpenMinor, $"PO-{i.Number}-77, {i.Number}/9", [], p => p with { PayerName = "Somebody Else" });
        }),
        ("one number, two companies", s =>
        {
            var i = s.Owes(s.Amount(), null, i => i with { LegalEntity = "IE" });
            s.Owes(i.OpenMinor, i.Number, other => other with { LegalEntity = "DE" });
            s.Pays(i.OpenMinor, i.Number, [], p => p with { PayerName = null });
        }),
        ("one number, company known", s =>
        {
            var i = s.Owes(s.Amount(), null, i => i with { LegalEntity = "IE" });
            s.Owes(i.OpenMinor, i.Number, other => other with { LegalEntity = "DE" });
            s.Pays(i.OpenMinor, i.Number, [i], p => p with { LegalEntity = "IE" });
        }),
        ("short by a few cents", s => { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor - 30, s.Around(i.Number), [i]); }),
    ];
}
