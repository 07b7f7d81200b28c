using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>
/// What a first reading tells of a file's statements: between which balances their lines stand, and which the file holds twice,
/// word for word. The lines of those are the same lines again, while equal lines of two different statements are two movements.
/// </summary>
internal sealed class FirstReading : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly HashSet<int> repeated = [];
    private readonly List<StatementEnds> ends = [];
    private int ordinal;

    /// <summary>Ordinals of the statements that another of the same file had said before.</summary>
    public IReadOnlySet<int> Repeated => repeated;

    /// <summary>The balances of the statement at this place, counted from one.</summary>
    public StatementEnds? EndsOf(int place) => place <= ends.Count ? ends[place - 1] : null;

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
            case StatementEnds end:
                ends.Add(end);
                Add($"{end.Opening} {end.Closing}");
                if (!seen.Add(Convert.ToHexString(hash.GetHashAndReset())))
                    repeated.Add(ordinal);
                break;
        }
    }

    public void Dispose() => hash.Dispose();

    private void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
