namespace OpsPortal.Api;

/// <summary>
/// The first answer to a mutating call, one per client and key, kept at least 30 days. While the call runs it has no answer;
/// the answer of a done call is written in the transaction of its effect, so a crash leaves both or neither.
/// </summary>
internal sealed class StoredAnswer
{
    private StoredAnswer()
    {
    }

    public StoredAnswer(ApiKeyId client, string key, string contentHash, Instant startedAt)
    {
        Client = client;
        Key = key;
        ContentHash = contentHash;
        StartedAt = startedAt;
        Attempt = 1;
    }

    public ApiKeyId Client { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>Hash of method, path and raw body.</summary>
    public string ContentHash { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    /// <summary>Counts who runs the call: a run that was taken over can no longer commit.</summary>
    public int Attempt { get; private set; }

    /// <summary>The HTTP status of the answer; null while the call runs.</summary>
    public int? Status { get; private set; }

    public string? Body { get; private set; }

    public string? Location { get; private set; }

    public void TakeOver(Instant now)
    {
        StartedAt = now;
        Attempt++;
    }
}
