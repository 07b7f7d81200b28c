namespace OpsPortal.Domain.Payouts;

/// <summary>What an approval condition looks at. Those from <see cref="ItemAmount"/> on look at single items, the others at
/// the batch.</summary>
public enum ApprovalSubject
{
    LegalEntity,
    Currency,
    Rail,
    Maker,

    /// <summary>Batch total at least the value.</summary>
    BatchTotal,

    /// <summary>What this maker built in the rolling window, this batch included, at least the value.</summary>
    MakerRollingSum,

    /// <summary>An item of at least the value.</summary>
    ItemAmount,

    /// <summary>An item to a payee who has been with us fewer days than the value.</summary>
    PayeeYoungerThanDays,

    /// <summary>An item to bank details changed within the value's days.</summary>
    BankDetailsChanged,

    /// <summary>What a payee got in the rolling window, this item included, at least the value.</summary>
    PayeeRollingSum,

    /// <summary>An item far above the payee's usual amount.</summary>
    UnusualAmount,
}

/// <summary>One condition. <paramref name="Text"/> for entity, currency, rail and maker; <paramref name="Number"/> (minor
/// units or days) for the rest.</summary>
public sealed record ApprovalCondition(ApprovalSubject Subject, string? Text = null, long Number = 0);

/// <summary>Conditions that must all hold; those on items must hold for one and the same item.</summary>
public sealed record ApprovalBlock(IReadOnlyList<ApprovalCondition> Conditions);

/// <summary>If any of the blocks holds, the batch needs this many people.</summary>
public sealed record ApprovalRule(string Name, int People, IReadOnlyList<ApprovalBlock> Blocks);

/// <summary>What no number of approvals can pass, per currency, in minor units.</summary>
public sealed record PayoutLimit(string Currency, long ItemMinor, long BatchMinor);

/// <summary>The content of one version of the approval policy.</summary>
public sealed record ApprovalRules(IReadOnlyList<ApprovalRule> Rules, IReadOnlyList<PayoutLimit> Limits)
{
    /// <summary>Two people at least, whatever the rules say.</summary>
    public const int FewestPeople = 2;

    public int RollingDays { get; init; } = 30;

    /// <summary>An item is unusual above this many times the payee's median.</summary>
    public int UnusualFactor { get; init; } = 10;

    public int ExpiryHours { get; init; } = 72;

    /// <summary>While safe cash does not cover what is owed to others, that company releases nothing in that
    /// currency.</summary>
    public bool StopOnShortfall { get; init; } = true;

    /// <summary>What stays on a payee's account, per currency, in minor units.</summary>
    public IReadOnlyDictionary<string, long> MinimumBalances { get; init; } = new Dictionary<string, long>();

    public long MinimumFor(string currency) => MinimumBalances.TryGetValue(currency, out var minor) ? minor : 0;
}

/// <summary>What the rules look at in one batch.</summary>
public sealed record ApprovalContext(string LegalEntity, string Currency, string Rail, string Maker, long TotalMinor)
{
    public long MakerRollingMinor { get; init; }

    public IReadOnlyList<ApprovalItemContext> Items { get; init; } = [];
}

public sealed record ApprovalItemContext(long AmountMinor)
{
    public int PayeeAgeDays { get; init; } = int.MaxValue;

    /// <summary>Days since the bank details changed; null where they never did.</summary>
    public int? BankDetailsChangedDaysAgo { get; init; }

    public long PayeeRollingMinor { get; init; }

    public bool IsUnusual { get; init; }
}
