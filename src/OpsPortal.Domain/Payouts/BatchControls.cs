using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>One of the four controls of a batch, green or not, with the reason.</summary>
public sealed record BatchControl(string Code, string Name, bool IsGreen, string Words);

/// <summary>What the controls look at for one item, read afresh each time.</summary>
public sealed record ItemControlFact(PayoutItemId Item, string PayeeName, long AmountMinor)
{
    /// <summary>Sum of the item's sources.</summary>
    public required long SourcesMinor { get; init; }

    /// <summary>What the ledger holds as settled for those sources now, each capped at the source's amount.</summary>
    public required long SettledMinor { get; init; }

    public int OpenExceptions { get; init; }

    public bool IsBlocked { get; init; }

    public bool IsTaxFormClear { get; init; }

    /// <summary>The first condition of the release gate that blocks now, or null.</summary>
    public string? GateWords { get; init; }

    /// <summary>The bank details on record are still those of the snapshot.</summary>
    public bool IsAccountUnchanged { get; init; } = true;
}

/// <summary>The four controls that must be green at submission, at each approval and at transmission.</summary>
public static class BatchControls
{
    public static IReadOnlyList<BatchControl> Check(IReadOnlyList<ItemControlFact> items) =>
    [
        Control("ties", "Total ties to settled money", items,
            i => i.AmountMinor == i.SourcesMinor && i.SettledMinor == i.SourcesMinor,
            "Every item equals its settled sources in the ledger.", "not covered by settled money"),
        Control("exceptions", "No open event or deposit exception", items, i => i.OpenExceptions == 0,
            "No open exception touches an item.", "with an open exception"),
        Control("blocked", "No blocked funds inside", items, i => !i.IsBlocked && i.GateWords is null && i.IsAccountUnchanged,
            "Nothing inside is on hold, and every gate is clear.", "held, blocked or changed"),
        Control("tax", "Tax form valid in the same record", items, i => i.IsTaxFormClear,
            "Every payee's tax form is clear where policy asks for it.", "without a valid tax form"),
    ];

    private static BatchControl Control(
        string code, string name, IReadOnlyList<ItemControlFact> items, Func<ItemControlFact, bool> isGreen, string green,
            string red)
    {
        var bad = items.Where(i => !isGreen(i)).ToList();
        if (items.Count == 0)
            return new BatchControl(code, name, false, "The batch is empty.");
        if (bad.Count == 0)
            return new BatchControl(code, name, true, green);
        var names = string.Join(", ", bad.Take(3).Select(i =>
            i.GateWords is null ? i.PayeeName : $"{i.PayeeName} ({i.GateWords.TrimEnd('.')})"));
        return new BatchControl(code, name, false,
            $"{bad.Count} {(bad.Count == 1 ? "item" : "items")} {red}: {names}{(bad.Count > 3 ? ", ..." : ".")}");
    }
}
