using OpsPortal.Access;

namespace OpsPortal.Components;

/// <summary>The versions of a policy that legal entities have, each with what it changed.</summary>
internal static class PolicyHistory
{
    /// <param name="delivered">What held before a company's first version.</param>
    /// <param name="compare">What differs between two versions.</param>
    public static List<TimelineEntry> Of<TPolicy, TRules>(
        EntityPolicyList<TPolicy, TRules> list, TRules delivered, Func<TRules, TRules, IReadOnlyList<Comparison>> compare)
        where TPolicy : IEntityPolicy<TRules> =>
    [
        .. list.Versions.Select(policy =>
        {
            var before = list.Versions.Where(one => one.LegalEntityId == policy.LegalEntityId && one.Number == policy.Number - 1)
                .Select(one => one.Rules).FirstOrDefault(delivered);
            var changes = compare(before, policy.Rules).Select(row => $"{row.What}: {row.Before} → {row.After}.");
            return new TimelineEntry(policy.EffectiveFrom,
                $"{list.Entities.First(entity => entity.Id == policy.LegalEntityId).Name}, version {policy.Number}", null,
                string.Join(" ", changes.Prepend(policy.Reason.TrimEnd('.') + ".")));
        }),
    ];

    /// <summary>What the sheet says before a version is saved.</summary>
    public static string SentenceOf(IReadOnlyList<Comparison> changes, string holds) =>
        changes.Count == 0 ? "Nothing changes: this would be the same version once more."
            : $"{CountWords.Of(changes.Count, "value")} {(changes.Count == 1 ? "changes" : "change")}. {holds}";
}
