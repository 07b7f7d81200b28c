namespace OpsPortal.Domain.Cash.Matching;

/// <summary>How often people confirmed and discarded candidates that carried a piece of evidence.</summary>
public readonly record struct FeatureCount(MatchFeature Feature, long Confirmed, long Discarded);

/// <summary>
/// The weights that order suggestions. A weight is the share of decided candidates with that evidence which people confirmed
/// (against: discarded), pulled towards the delivered weight as if it had been seen <see cref="PriorCount"/> times, and never
/// further than <see cref="MostShift"/> from it. Weights order suggestions; no weight makes a match automatic.
/// </summary>
public sealed class RankingWeights
{
    public const int PriorCount = 20;
    public const double MostShift = 0.2;
    private const double Highest = 0.95;
    private const double Lowest = 0.01;

    public static readonly RankingWeights Delivered = Learned([]);

    private readonly double[] weights;

    private RankingWeights(double[] weights) => this.weights = weights;

    public double this[MatchFeature feature] => weights[(int)feature];

    public static RankingWeights Learned(IEnumerable<FeatureCount> counts)
    {
        var weights = new double[MatchFeatures.All.Count];
        foreach (var feature in MatchFeatures.All)
            weights[(int)feature] = MatchFeatures.Delivered(feature);
        foreach (var count in counts)
            weights[(int)count.Feature] = Weight(count);
        return new RankingWeights(weights);
    }

    /// <summary>The evidence as one number: each piece for a candidate removes its share of the doubt that is left, each piece
    /// against removes its share of the confidence.</summary>
    public double Score(IReadOnlyList<MatchEvidence> evidence)
    {
        var (doubt, kept) = (1.0, 1.0);
        foreach (var piece in evidence)
        {
            if (MatchFeatures.IsFor(piece.Feature))
                doubt *= 1 - (piece.Weight * piece.Value);
            else
                kept *= 1 - (piece.Weight * piece.Value);
        }

        return Math.Round((1 - doubt) * kept, 4, MidpointRounding.ToEven);
    }

    private static double Weight(FeatureCount count)
    {
        var delivered = MatchFeatures.Delivered(count.Feature);
        var agreed = MatchFeatures.IsFor(count.Feature) ? count.Confirmed : count.Discarded;
        var share = (agreed + (PriorCount * delivered)) / (count.Confirmed + count.Discarded + PriorCount);
        return Math.Clamp(Math.Clamp(share, delivered - MostShift, delivered + MostShift), Lowest, Highest);
    }
}
