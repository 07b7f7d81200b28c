using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Compliance;

/// <summary>What a decision about a gate comes to, as the sheet says it before it is recorded.</summary>
internal static class GateStakeWords
{
    public static string Of(string payee, PayeeGates.Gate gate, int? account) => string.Join(' ',
    [
        .. AccountGates.Has(gate.Kind) && account is not null
            ? [$"It is decided about version {account} of the bank details."] : Array.Empty<string>(),
        .. gate.Stakes.Count == 0
            ? [gate.IsRequired ? $"No settled money of {payee} waits for it now." : "The policy does not ask for it now."]
            : gate.Stakes.Select(stake => Of(payee, stake)),
    ]);

    private static string Of(string payee, GateStake stake) => $"{stake.Waiting} of {payee} is settled and waits. "
        + (stake switch
        {
            { Stopped.IsPositive: true } => $"{stake.Stopped} of it may go now; any other answer than clear stops it.",
            { LetThrough.IsPositive: true } =>
                $"Clear lets {stake.LetThrough} of it go into the next batch; any other answer keeps it.",
            _ => "Other conditions keep all of it, whatever is decided here.",
        });
}
