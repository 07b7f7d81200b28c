using OpsPortal.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Words and tones for payees and their bank details.</summary>
internal static class PayeeWords
{
    public static string StateOf(Payee payee) => payee.PausedReason is not null ? "Paused" : payee.IsActive ? "Active"
        : "Deactivated";

    public static Tone ToneOf(Payee payee) => payee.PausedReason is not null ? Tone.Warn : payee.IsActive ? Tone.Good
        : Tone.Neutral;

    /// <param name="turnedAway">The code by which the bank said that there is no such account; null where it did not.</param>
    public static string StateOf(PayeeAccount? account, string? turnedAway, Instant now) =>
        account?.CanBePaidTo(now).Refusal?.Code switch
        {
            _ when account is null => "None on file",
            null => turnedAway is null ? "Usable" : "Turned away",
            "parties.no-call-back" => "Waits for call-back",
            "parties.cooling-off" => "Cooling off",
            _ => "Replaced",
        };

    public static Tone ToneOf(PayeeAccount? account, string? turnedAway, Instant now) => StateOf(account, turnedAway, now) switch
    {
        "Usable" => Tone.Good,
        "Replaced" => Tone.Neutral,
        "None on file" or "Turned away" => Tone.Bad,
        _ => Tone.Warn,
    };

    /// <summary>New bank details beside those before them, which may be none.</summary>
    public static IReadOnlyList<Comparison> Compare(PayeeAccount? before, PayeeAccount after)
    {
        return
        [
            Row("Holder", account => account.Holder),
            Row("Account", account => account.AccountMasked),
            Row("BIC", account => account.Bic),
            Row("Bank country", account => account.Country),
            Row("Currency", account => account.Currency.Code),
        ];

        Comparison Row(string what, Func<PayeeAccount, string> of) => new(what, Shown(before is null ? "" : of(before)),
            Shown(of(after)));

        static string Shown(string value) => value.Length == 0 ? "—" : value;
    }
}
