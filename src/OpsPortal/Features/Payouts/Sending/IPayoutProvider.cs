namespace OpsPortal.Features.Payouts.Sending;

/// <summary>One payout as it goes to a provider. Bank details travel as the provider's token of the stored version, never in
/// clear.</summary>
internal sealed record PayoutOrder(string Key, Money Amount, string Reference)
{
    public required string LegalEntityCode { get; init; }

    public required string PayeeName { get; init; }

    public required PayeeAccountId Account { get; init; }

    public required string AccountMasked { get; init; }
}

internal enum ProviderWord
{
    /// <summary>The provider has it.</summary>
    Taken,

    /// <summary>The provider said no for good.</summary>
    Refused,

    /// <summary>The provider was asked and does not know the key.</summary>
    NotKnown,

    /// <summary>Time-out, broken line or a fault on the provider's side: anything may have happened.</summary>
    Lost,
}

/// <summary>What a provider said, with its raw words.</summary>
internal sealed record ProviderAnswer(ProviderWord Word, string Raw)
{
    public string? Reference { get; init; }

    /// <summary>The provider's own state of the payout, where it tells one.</summary>
    public string? Status { get; init; }

    public string? Code { get; init; }

    /// <summary>When the payout came into that state, where the provider tells it.</summary>
    public Instant? HappenedAt { get; init; }
}

/// <summary>Sends payouts to the outside world. Each implementation honours the key: the same key is one payout, for
/// ever.</summary>
internal interface IPayoutProvider
{
    string Name { get; }

    Task<ProviderAnswer> SendAsync(PayoutOrder order, CancellationToken ct);

    Task<ProviderAnswer> EnquireAsync(string key, CancellationToken ct);
}
