namespace OpsPortal.Providers.Sandbox;

/// <summary>What the simulated provider made of a payout instruction.</summary>
internal enum SandboxPayoutState
{
    Accepted,
    Paid,
    Failed,
    Returned,
}

/// <summary>A payout as the simulated provider keeps it, one for ever per idempotency key. Account numbers are not
/// kept.</summary>
internal sealed class SandboxPayout
{
    private SandboxPayout()
    {
    }

    public SandboxPayout(string key, string bodyHash, string payee, Money amount, string? legalEntityCode, Instant now)
    {
        Id = Guid.CreateVersion7();
        Key = key;
        BodyHash = bodyHash;
        Reference = $"po_{Guid.CreateVersion7():N}";
        Payee = payee.Length > 120 ? payee[..120] : payee;
        AmountMinor = amount.Minor;
        Currency = amount.Currency;
        LegalEntityCode = legalEntityCode;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public string Key { get; private set; } = "";

    public string BodyHash { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public string Payee { get; private set; } = "";

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public string? LegalEntityCode { get; private set; }

    public SandboxPayoutState State { get; set; }

    public Instant CreatedAt { get; private set; }

    /// <summary>When the provider decides it by itself; null when it is decided.</summary>
    public Instant? DueAt { get; set; }

    public bool WillFail { get; set; }

    public int Revision { get; private set; }
}
