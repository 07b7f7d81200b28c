namespace OpsPortal.Features.Jobs;

/// <summary>Jobs in words.</summary>
internal static class JobWords
{
    /// <summary>A job's name as it is read: <c>reconcile-erp</c> is "Reconcile ERP".</summary>
    public static string Of(string name)
    {
        var words = name.Replace('-', ' ').Replace(" erp", " ERP", StringComparison.Ordinal);
        return words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }
}
