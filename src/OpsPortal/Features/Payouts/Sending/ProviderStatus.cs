namespace OpsPortal.Features.Payouts.Sending;

/// <summary>What the status of a provider's answer over HTTP proves. Only what the provider itself said of this payout settles
/// anything: a key that was changed, a page of maintenance or a path that moved says nothing of it.</summary>
internal static class ProviderStatus
{
    /// <summary>Of a payout that was sent.</summary>
    public static ProviderWord OfSending(int status) => status switch
    {
        >= 200 and < 300 => ProviderWord.Taken,
        400 or 402 or 422 => ProviderWord.Refused,
        _ => ProviderWord.Lost,
    };

    /// <summary>Of a question after a payout: nothing but the payout can be refused, and none was sent.</summary>
    public static ProviderWord OfEnquiry(int status) => status switch
    {
        >= 200 and < 300 => ProviderWord.Taken,
        404 => ProviderWord.NotKnown,
        _ => ProviderWord.Lost,
    };
}
