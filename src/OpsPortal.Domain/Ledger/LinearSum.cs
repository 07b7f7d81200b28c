namespace OpsPortal.Domain.Ledger;

/// <summary>
/// The amounts that posting rules speak of. G gross, P payees' share, F platform fee, V tax, A amount of cash or credit,
/// D down payment, C down payment cleared; Vd and Vc the tax in D and C, Vf the tax inside the fee; N net of fees; U cash that
/// pays nothing.
/// </summary>
public enum Symbol
{
    G,
    P,
    F,
    V,
    A,
    D,
    C,
    N,
    Vd,
    Vc,
    Vf,
    U,
}

/// <summary>A sum such as <c>G-C</c>, read once from the text of a rule.</summary>
public sealed record LinearSum(string Text, IReadOnlyList<(Symbol Symbol, int Factor)> Terms)
{
    public static LinearSum Parse(string text)
    {
        var terms = new List<(Symbol, int)>();
        var factor = 1;
        foreach (var token in text.Replace("+", " + ", StringComparison.Ordinal).Replace("-", " - ", StringComparison.Ordinal)
                     .Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (token is "+" or "-")
                factor = token == "+" ? 1 : -1;
            else
                terms.Add((Enum.Parse<Symbol>(token), factor));
        }

        return new LinearSum(text, terms);
    }

    public long Of(PostingAmounts amounts) =>
        Terms.Aggregate(0L, (sum, term) => checked(sum + (term.Factor * amounts.Of(term.Symbol))));
}
