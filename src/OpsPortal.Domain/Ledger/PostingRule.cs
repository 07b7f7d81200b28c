namespace OpsPortal.Domain.Ledger;

/// <summary>Where a leg of a rule goes: an account, or a word that the facts resolve.</summary>
public enum LegTarget
{
    Account,

    /// <summary>2110 while the cash is pending, 2120 once settled.</summary>
    Held,

    /// <summary>The payee's account in which that payment's money sits now, or 1250 once paid out.</summary>
    WhereItSits,

    /// <summary>The cash account where the transaction stands.</summary>
    Cash,
}

/// <summary>One leg of a rule: a target and the sum that goes there.</summary>
public sealed record RuleLeg(LegTarget Target, Account? Account, LinearSum Sum)
{
    public static RuleLeg Parse(string text)
    {
        var words = text.Split(' ', 2);
        var sum = LinearSum.Parse(words[1]);
        return words[0] switch
        {
            "held" => new RuleLeg(LegTarget.Held, null, sum),
            "wheresits" => new RuleLeg(LegTarget.WhereItSits, null, sum),
            "cash" => new RuleLeg(LegTarget.Cash, null, sum),
            var code => new RuleLeg(LegTarget.Account, ChartOfAccounts.Of(Enum.Parse<Account>(code)).Account, sum),
        };
    }
}

/// <summary>
/// One row of the posting rules: an event family, the references that it needs, its debits and credits,
/// and the equation that its amounts obey (empty where both sides name the same sums).
/// </summary>
public sealed class PostingRule
{
    internal PostingRule(EventFamily family, string name, string equation, string debit, string credit, params TraceKey[] needs)
    {
        Family = family;
        Name = name;
        Equation = equation;
        Debit = debit;
        Credit = credit;
        Needs = needs;
        Debits = Legs(debit);
        Credits = Legs(credit);
    }

    public EventFamily Family { get; }

    /// <summary>The event in business words.</summary>
    public string Name { get; }

    /// <summary>Raised with every change of the row; an entry names the version that made it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What the amounts obey, such as <c>G = P+F+V</c>; empty where both sides name the same sums.</summary>
    public string Equation { get; }

    /// <summary>When one of the amounts is left out, in words; empty for most rows.</summary>
    public string Note { get; init; } = "";

    public string Debit { get; }

    public string Credit { get; }

    public IReadOnlyList<TraceKey> Needs { get; }

    public IReadOnlyList<RuleLeg> Debits { get; }

    public IReadOnlyList<RuleLeg> Credits { get; }

    /// <summary>The row has no legs of its own: its entries are exact reversals of another entry.</summary>
    public bool IsExactReversal => Debits.Count == 0 && !IsMarker && !IsByHand;

    /// <summary>The row moves no money: its entry only marks that something happened.</summary>
    public bool IsMarker { get; init; }

    /// <summary>The row has no legs of its own: a person names them, another approves them.</summary>
    public bool IsByHand { get; init; }

    /// <summary>False where no flow of this version posts it: how it will be posted is agreed, and nothing is booked by it
    /// yet.</summary>
    public bool IsPosted { get; init; } = true;

    private static RuleLeg[] Legs(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(RuleLeg.Parse)];
}
