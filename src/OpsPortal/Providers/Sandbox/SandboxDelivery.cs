namespace OpsPortal.Providers.Sandbox;

/// <summary>A webhook that the simulated provider has to deliver: signed when it is sent, sent again until it is
/// answered.</summary>
internal sealed class SandboxDelivery
{
    private SandboxDelivery()
    {
    }

    public SandboxDelivery(string eventId, string type, string reference, string body, Instant dueAt)
    {
        Id = Guid.CreateVersion7();
        EventId = eventId;
        Type = type;
        Reference = reference;
        Body = body;
        DueAt = dueAt;
        MadeAt = dueAt;
    }

    public Guid Id { get; private set; }

    public string EventId { get; private set; } = "";

    public string Type { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>When the provider made the event: from then on it stands in its list.</summary>
    public Instant MadeAt { get; private set; }

    public Instant DueAt { get; private set; }

    public Instant? SentAt { get; private set; }

    public int Attempts { get; private set; }

    public string? LastAnswer { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Takes it for one attempt; the next comes later unless this one is answered.</summary>
    public void Claim(Instant now)
    {
        Attempts++;
        DueAt = now + (Duration.FromSeconds(5) * Math.Min(Attempts * Attempts, 120));
    }

    /// <summary>It never arrives: the provider has given it up.</summary>
    public void Lose(int attempts) => (Attempts, LastAnswer) = (attempts, "Lost on the way");

    public void Answered(string answer, bool taken, Instant now)
    {
        LastAnswer = answer.Length > 200 ? answer[..200] : answer;
        if (taken)
            SentAt = now;
    }
}

/// <summary>How the simulated provider will behave towards the next payouts: what the sandbox page sets.</summary>
internal sealed class SandboxMood
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;

    /// <summary>How many of the next payout answers get lost on the way back.</summary>
    public int AnswersToDrop { get; set; }

    /// <summary>How many of the next collections that the portal asks for succeed; all others fail.</summary>
    public int CollectionsToSucceed { get; set; }

    /// <summary>How many of the next payouts fail.</summary>
    public int PayoutsToFail { get; set; }

    public int Revision { get; private set; }
}
