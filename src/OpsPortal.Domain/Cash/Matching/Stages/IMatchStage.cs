namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>One rule of the engine. It decides what is certain among what earlier stages left, and nothing else.</summary>
internal interface IMatchStage
{
    void Run(MatchBoard board);
}

/// <summary>What a stage would decide, before it is known whether another payment wants the same invoice.</summary>
internal sealed record Proposal(
    int Payment, MatchRule Rule, double Score, IReadOnlyList<(int Invoice, MatchAllocation Part)> Parts,
    IReadOnlyList<string> Reasons);

/// <summary>Settles the proposals of a stage all at once: an invoice that two payments want goes to neither.</summary>
internal static class Settle
{
    private const string Wanted = "Another payment fits the same invoice, so a person decides which one pays it.";

    public static void All(MatchBoard board, IReadOnlyCollection<Proposal> proposals)
    {
        var wanted = proposals.SelectMany(proposal => proposal.Parts).CountBy(part => part.Invoice)
            .Where(each => each.Value > 1).Select(each => each.Key).ToHashSet();
        foreach (var proposal in proposals)
        {
            if (proposal.Parts.Any(part => wanted.Contains(part.Invoice)))
            {
                board.Note(proposal.Payment, Wanted);
                continue;
            }

            board.Decide(proposal.Payment, proposal.Rule, proposal.Score, [.. proposal.Parts.Select(part => part.Part)],
                proposal.Reasons);
            foreach (var (invoice, _) in proposal.Parts)
                board.Take(invoice);
        }

        foreach (var invoice in wanted)
            board.Contest(invoice);
    }

    public static (int Invoice, MatchAllocation Part) Whole(MatchBoard board, int invoice) =>
        (invoice, new MatchAllocation(board.Invoices[invoice].Id, board.Invoices[invoice].OpenMinor));
}
