using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>What the body of a provider's answer says; nothing of it where it is not the provider's.</summary>
/// <param name="IsItsOwn">It is an object in the provider's form, and about the key that was asked about.</param>
internal sealed record ProviderBody(bool IsItsOwn)
{
    public string? Id { get; init; }

    public string? Status { get; init; }

    public string? Code { get; init; }

    /// <summary>It names a payout and a state that we know.</summary>
    public bool NamesPayout => IsItsOwn && Id is { Length: > 0 } && ProviderStatus.ActionOf(Status) is not null;
}

/// <summary>What a provider's answer over HTTP proves. Only what the provider itself said of this payout settles anything: a key
/// that was changed, a page of maintenance or a path that moved says nothing of it, whatever its status.</summary>
internal static class ProviderStatus
{
    private const string UnknownKey = "unknown_key";
    private const string KeyReused = "key_reused";

    /// <summary>Of a payout that was sent. A key that was used before is one that the provider has.</summary>
    public static ProviderWord OfSending(int status, ProviderBody body) => status switch
    {
        >= 200 and < 300 when body.NamesPayout => ProviderWord.Taken,
        400 or 402 or 422 when body is { IsItsOwn: true, Code: not (null or KeyReused) } => ProviderWord.Refused,
        _ => ProviderWord.Lost,
    };

    /// <summary>Of a question after a payout: nothing but the payout can be refused, and none was sent.</summary>
    public static ProviderWord OfEnquiry(int status, ProviderBody body) => status switch
    {
        >= 200 and < 300 when body.NamesPayout => ProviderWord.Taken,
        404 when body is { IsItsOwn: true, Code: UnknownKey } => ProviderWord.NotKnown,
        _ => ProviderWord.Lost,
    };

    /// <summary>What the provider's state of a payout tells; null of a word that we do not know.</summary>
    public static PayoutItemAction? ActionOf(string? status) => status switch
    {
        "accepted" or "processing" => PayoutItemAction.Process,
        "posted" => PayoutItemAction.Post,
        "paid" => PayoutItemAction.Pay,
        "failed" => PayoutItemAction.Fail,
        "returned" => PayoutItemAction.Return,
        _ => null,
    };
}
