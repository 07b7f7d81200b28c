namespace OpsPortal.Tests.Faults;

internal enum BankCall
{
    /// <summary>An instruction came and was taken: the bank pays it.</summary>
    Taken,

    /// <summary>An instruction came whose key the bank had taken already.</summary>
    TakenBefore,

    /// <summary>An instruction came while the bank was out of order; nothing was taken.</summary>
    TurnedAway,

    AskedAndKnown,
    AskedAndNotKnown,
}

/// <summary>What the bank itself wrote down, in order: the judge of what was sent, outside the app and its database.</summary>
internal sealed class BankJournal
{
    private readonly Lock gate = new();
    private readonly List<(string Key, BankCall Call, string Body)> calls = [];
    private readonly Dictionary<string, (long Minor, string Reference)> taken = new(StringComparer.Ordinal);

    /// <summary>What the bank pays, by key.</summary>
    public IReadOnlyDictionary<string, (long Minor, string Reference)> Taken
    {
        get
        {
            lock (gate)
                return new Dictionary<string, (long, string)>(taken, StringComparer.Ordinal);
        }
    }

    private int Calls
    {
        get
        {
            lock (gate)
                return calls.Count;
        }
    }

    public int Count(BankCall call)
    {
        lock (gate)
            return calls.Count(entry => entry.Call == call);
    }

    /// <summary>Waits for the next call, whatever it is.</summary>
    public async Task CalledAsync(TimeSpan atMost)
    {
        var before = Calls;
        for (var until = DateTime.UtcNow + atMost; DateTime.UtcNow < until && Calls == before;)
            await Task.Delay(5);
    }

    public BankCall Write(string key, string body, long minor, string reference, bool isOutOfOrder)
    {
        lock (gate)
        {
            var call = taken.ContainsKey(key) ? BankCall.TakenBefore : isOutOfOrder ? BankCall.TurnedAway : BankCall.Taken;
            calls.Add((key, call, body));
            if (call == BankCall.Taken)
                taken[key] = (minor, reference);
            return call;
        }
    }

    public bool Ask(string key)
    {
        lock (gate)
        {
            var known = taken.ContainsKey(key);
            calls.Add((key, known ? BankCall.AskedAndKnown : BankCall.AskedAndNotKnown, ""));
            return known;
        }
    }

    /// <summary>
    /// Sent twice although taken, sent again without asking, sent with other words, or one payment under two keys.
    /// </summary>
    public IReadOnlyList<string> Faults()
    {
        lock (gate)
        {
            var twice = taken.GroupBy(pair => pair.Value.Reference, StringComparer.Ordinal).Where(same => same.Count() > 1)
                .Select(same => $"bank: {same.Key} is paid under {same.Count()} keys");
            return [.. calls.GroupBy(call => call.Key, StringComparer.Ordinal).SelectMany(OfKey), .. twice];
        }
    }

    private static IEnumerable<string> OfKey(IGrouping<string, (string Key, BankCall Call, string Body)> calls)
    {
        var mayBeSent = true;
        string? first = null;
        foreach (var (key, call, body) in calls)
        {
            if (call is BankCall.AskedAndKnown or BankCall.AskedAndNotKnown)
            {
                mayBeSent = call == BankCall.AskedAndNotKnown;
                continue;
            }

            if (call == BankCall.TakenBefore)
                yield return $"bank: {key} was sent again although the bank had taken it";
            else if (!mayBeSent)
                yield return $"bank: {key} was sent again without asking";
            if (first is not null && first != body)
                yield return $"bank: {key} was sent again with other words";
            first ??= body;
            mayBeSent = false;
        }
    }
}
