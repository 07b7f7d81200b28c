using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Finds statements that a file holds twice, word for word. Their lines are the same lines again, while equal lines of two
/// different statements are two movements.
/// </summary>
internal sealed class StatementTwins : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly HashSet<int> repeated = [];
    private int ordinal;

    /// <summary>Ordinals of the statements that another of the same file had said before.</summary>
    public IReadOnlySet<int> Repeated => repeated;

    public void See(StatementItem item)
    {
        switch (item)
        {
            case StatementBegins begins:
                ordinal++;
                Add($"{begins.Head}");
                break;
            case LineRead read:
                Add(BankWords.Fingerprint("", read.Entry));
                break;
            case StatementEnds ends:
                Add($"{ends.Opening} {ends.Closing}");
                if (!seen.Add(Convert.ToHexString(hash.GetHashAndReset())))
                    repeated.Add(ordinal);
                break;
        }
    }

    public void Dispose() => hash.Dispose();

    private void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
