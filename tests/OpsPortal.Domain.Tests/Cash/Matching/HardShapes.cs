using NodaTime;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash.Matching;

/// <summary>Traps in which the evidence speaks for more than one answer, or for none: one row each.</summary>
internal static class HardShapes
{
    public static readonly IReadOnlyList<(string Name, Action<Shape> Add)> All =
    [
        ("one of twelve equal, named", s =>
        {
            var all = Enumerable.Range(0, 12).Select(_ => s.Owes(99_00)).ToList();
            var i = s.Dice.Pick([.. all]);
            s.Pays(99_00, s.Around(i.Number), [i]);
        }),
        ("mistyped to another buyer's invoice of the same amount", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-5{s.Dice.Throw(900) + 100}12");
            s.Owes(i.OpenMinor, $"{i.Number[..^2]}21", o => o with
                { Buyer = $"{o.Buyer}-other", Names = [$"Elsewhere {s.Payer}z Holding"], Accounts = [] });
            s.Pays(i.OpenMinor, s.Around($"{i.Number[..^2]}21"), [i]);
        }),
        ("number glued into a longer one", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-9{s.Dice.Throw(900) + 100}");
            s.Pays(i.OpenMinor, $"Ref AB{i.Number}{s.Dice.Throw(90) + 10}", [], p => p with { PayerName = "Somebody Else" });
        }),
        ("names alike, the same owed", s =>
        {
            var i = s.Owes(s.Amount());
            s.Owes(i.OpenMinor, null, o => o with { Buyer = $"{o.Buyer}-alike", Names = [$"{s.Payer}s"], Accounts = [] });
            s.Pays(i.OpenMinor, "thanks", [i]);
        }),
        ("fee that nobody told", s => { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor - 1_500, s.Around(i.Number), [i]); }),
        ("sum that fits by chance", s =>
        {
            for (var n = 0; n < 14; n++)
                s.Owes(500 * (1 + s.Dice.Throw(60)));
            s.Pays(500 * (20 + s.Dice.Throw(200)), "on account", []);
        }),
        ("paid three times", s =>
        {
            var i = s.Owes(s.Amount());
            for (var n = 0; n < 3; n++)
                s.Pays(i.OpenMinor, s.Around(i.Number), []);
        }),
        ("paid before, the next month's fits", s =>
        {
            var i = s.Owes(0);
            s.Owes(77_700);
            s.Pays(77_700, s.Around(i.Number), []);
        }),
        ("void, one swap from an open one", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-2{s.Dice.Throw(900) + 100}46");
            var gone = s.Owes(0, $"{i.Number[..^2]}64");
            s.Pays(i.OpenMinor, s.Around(gone.Number), []);
        }),
        ("several named, another sum", s =>
        {
            OpenInvoice[] all = [s.Owes(s.Amount()), s.Owes(s.Amount()), s.Owes(s.Amount())];
            s.Pays(all.Sum(i => i.OpenMinor) + 777, string.Join(", ", all.Select(i => i.Number)), []);
        }),
        ("two named, the amount of one", s =>
        {
            OpenInvoice[] all = [s.Owes(s.Amount()), s.Owes(s.Amount())];
            s.Pays(all[0].OpenMinor, $"{all[0].Number} {all[1].Number}", [all[0]]);
        }),
        ("paid for somebody else", s =>
        {
            var i = s.Owes(s.Amount());
            var payer = s.Owes(s.Amount(), null, o => o with { Buyer = $"{o.Buyer}-mother", Names = [$"Mother {s.Payer}q SE"],
                Accounts = [$"DE99{s.Buyer}"] });
            s.Pays(i.OpenMinor, s.Around(i.Number), [i], p => p with { PayerName = null, PayerAccount = payer.Accounts[0] });
        }),
        ("short and unnamed", s => { var i = s.Owes(s.Amount()); s.Pays(i.OpenMinor - 30, "thank you", [i]); }),
        ("a day that is a number", s =>
        {
            s.Owes(s.Amount(), "20260312");
            s.Pays(s.Amount(), "paid 2026-03-12, 12.03.2026", [], p => p with { PayerName = "Somebody Else" });
        }),
        ("less a credit that is not named", s =>
        {
            OpenInvoice[] all = [s.Owes(900_000 + s.Amount()), s.Owes(-s.Dice.Throw(400_000) - 1, $"CN-{s.Number()}")];
            s.Pays(all.Sum(i => i.OpenMinor), "less credit", all);
        }),
        ("their own number is another's", s =>
        {
            var i = s.Owes(s.Amount());
            var other = s.Owes(s.Amount(), null, o => o with
                { Buyer = $"{o.Buyer}-x", Names = [$"Xenon {s.Payer}k"], Accounts = [] });
            s.Pays(i.OpenMinor, $"{i.Number} our file {other.Number}", [i]);
        }),
        ("number cut short", s =>
        {
            var i = s.Owes(s.Amount(), $"INV-77{s.Dice.Throw(9000) + 1000}");
            s.Pays(i.OpenMinor, $"Payment {i.Number[..^1]}", [i]);
        }),
        ("half from another buyer", s =>
        {
            var i = s.Owes(s.Amount());
            var other = s.Owes(s.Amount(), null, o => o with
                { Buyer = $"{o.Buyer}-y", Names = [$"Yonder {s.Payer}j"], Accounts = [] });
            s.Pays(i.OpenMinor / 3, s.Around(i.Number), [i]);
            s.Pays(i.OpenMinor - (i.OpenMinor / 3), s.Around(i.Number), [i], p => p with { PayerName = other.Names[0] });
        }),
        ("the same half twice on one day", s =>
        {
            var i = s.Owes(2 * s.Amount());
            for (var n = 0; n < 2; n++)
                s.Pays(i.OpenMinor / 2, i.Number, [], p => p with { ValueDate = new LocalDate(2026, 3, 12) });
        }),
        ("in another currency, equal figures", s =>
        {
            var i = s.Owes(s.Amount());
            s.Owes(i.OpenMinor, null, o => o with { Currency = Currency.Of("USD") });
            s.Pays(i.OpenMinor, s.Around(i.Number), [], p => p with { Currency = Currency.Of("USD") });
        }),
    ];
}
