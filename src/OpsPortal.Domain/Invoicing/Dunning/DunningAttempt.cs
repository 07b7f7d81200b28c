using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing.Dunning;

/// <summary>What became of one attempt.</summary>
public enum AttemptOutcome
{
    /// <summary>Written down before it is sent: whether it was sent is not known yet.</summary>
    Intended,

    /// <summary>The e-mail is handed over, or the provider tries to collect.</summary>
    Sent,
    Succeeded,
    Failed,

    /// <summary>The provider never answered within the time in which it knows the key; nobody sends it again.</summary>
    Unknown,
}

/// <summary>One reminder or one try to collect, with the key under which it went out once for ever.</summary>
public sealed class DunningAttempt
{
    /// <summary>How long a provider is sure to know a key.</summary>
    public static readonly Duration KeyKnown = Duration.FromHours(20);

    private static readonly Duration Lease = Duration.FromMinutes(2);

    private DunningAttempt()
    {
    }

    public Guid Id { get; private set; }

    public InvoiceId InvoiceId { get; private set; }

    public string Key { get; private set; } = "";

    public int Round { get; private set; }

    public int Step { get; private set; }

    public DunningMeans Means { get; private set; }

    /// <summary>The rail of a collection, or who was written to.</summary>
    public string Way { get; private set; } = "";

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public Instant At { get; private set; }

    public string? Provider { get; private set; }

    public string? ProviderReference { get; private set; }

    public AttemptOutcome Outcome { get; private set; }

    /// <summary>The provider's failure code, or why nothing is known.</summary>
    public string? Note { get; private set; }

    public Instant NextCallAt { get; private set; }

    public int Revision { get; private set; }

    public static DunningAttempt Intend(
        Guid id, DunningCase dunned, DunningMeans means, string way, string? provider, Money open, Instant now) => new()
        {
            Id = id, InvoiceId = dunned.InvoiceId, Key = dunned.KeyOfNext(), Round = dunned.Round, Step = dunned.StepsTaken + 1,
            Means = means, Way = way, Provider = provider, Currency = open.Currency, AmountMinor = open.Minor, At = now,
            NextCallAt = now, Outcome = means == DunningMeans.Reminder ? AttemptOutcome.Sent : AttemptOutcome.Intended,
        };

    /// <summary>Takes it for one call; false, and unknown for good, when the provider may have forgotten the key.</summary>
    public bool Claim(Instant now)
    {
        NextCallAt = now + Lease;
        if (now < At + KeyKnown)
            return true;
        (Outcome, Note) = (AttemptOutcome.Unknown, "No answer came while the provider was sure to know the key.");
        return false;
    }

    /// <summary>The provider has taken it; its webhook tells the outcome.</summary>
    public void Taken(string? reference) => (Outcome, ProviderReference) = (AttemptOutcome.Sent, reference);

    public void Fail(string? why) => (Outcome, Note) = (AttemptOutcome.Failed, why);

    public void Succeed() => (Outcome, Note) = (AttemptOutcome.Succeeded, null);

    /// <summary>Nothing was heard: the same key is asked again after the lease.</summary>
    public void Lose(string why) => Note = why;
}
