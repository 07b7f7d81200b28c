using System.Linq.Expressions;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>How far the sending of one payout is known to be.</summary>
internal enum InstructionState
{
    /// <summary>Not sent: may be sent by itself.</summary>
    Waiting,

    /// <summary>Claimed and perhaps sent: after a crash the provider is asked first.</summary>
    Sending,

    /// <summary>Perhaps sent, the answer was lost: the provider is asked, nothing is sent again by itself once its key may be
    /// forgotten.</summary>
    Unknown,

    /// <summary>The provider has it, or refused it, or two people have settled it.</summary>
    Answered,
}

/// <summary>What two people found out about an old unknown.</summary>
internal enum SettledAs
{
    NeverSent,
    Paid,
}

/// <summary>
/// The intent to send one payout, written in the transaction that released the money and before the provider is called. It
/// carries the one key under which this payout is ever sent.
/// </summary>
internal sealed class PayoutInstruction
{
    /// <summary>Providers remember a key for 24 hours; after this nothing is sent again by itself.</summary>
    public static readonly Duration KeyLife = Duration.FromHours(20);

    /// <summary>Nothing here waits as long as this: what is due later still was stamped by a clock that was ahead.</summary>
    public static readonly Duration LongestWait = Duration.FromHours(1);

    private PayoutInstruction()
    {
    }

    public PayoutItemId ItemId { get; private set; }

    public BatchId BatchId { get; private set; }

    public string Provider { get; private set; } = "";

    public string Key { get; private set; } = "";

    public InstructionState State { get; private set; }

    public int Attempts { get; private set; }

    public int Enquiries { get; private set; }

    public Instant CreatedAt { get; private set; }

    public Instant? FirstSentAt { get; private set; }

    public Instant NextAt { get; private set; }

    public string? ProviderReference { get; private set; }

    public string? LastAnswer { get; private set; }

    /// <summary>Why it may not be sent again: when its money was taken back or held it had perhaps been sent.</summary>
    public string? StopCode { get; private set; }

    /// <summary>What one person says became of an old unknown; a second person must say the same.</summary>
    public SettledAs? ProposedAs { get; private set; }

    public PersonId? ProposedBy { get; private set; }

    public string? ProposedEvidence { get; private set; }

    public int Revision { get; private set; }

    public static PayoutInstruction Of(PayoutItem item, string provider, Instant now) => new()
    {
        ItemId = item.Id, BatchId = item.BatchId, Provider = provider, Key = item.Key,
        State = InstructionState.Waiting, CreatedAt = now, NextAt = now,
    };

    /// <summary>True where a resend under the same key is still safe. A sending that lies ahead was stamped by a wrong clock:
    /// nobody knows how old its key is.</summary>
    public bool IsKeyAlive(Instant now) =>
        FirstSentAt is not { } first || (first <= now + LongestWait && now - first < KeyLife);

    /// <summary>Whether its turn has come, or its turn was set by a clock that was ahead.</summary>
    public static Expression<Func<PayoutInstruction, bool>> IsDue(Instant now)
    {
        var beyond = now + LongestWait;
        return instruction => instruction.NextAt <= now || instruction.NextAt > beyond;
    }

    /// <summary>Committed before the call: whoever reads it afterwards knows that it may have been sent.</summary>
    public void Claim(Instant now, Duration lease)
    {
        State = InstructionState.Sending;
        Attempts++;
        FirstSentAt ??= now;
        NextAt = now + lease;
    }

    /// <summary>The store was put back to an earlier hour: what waits here may have been sent since. The provider is asked
    /// first.</summary>
    public void Doubt(Instant now)
    {
        State = InstructionState.Sending;
        FirstSentAt ??= CreatedAt;
        NextAt = now;
    }

    public void Answer(string? providerReference, string answer)
    {
        State = InstructionState.Answered;
        ProviderReference = providerReference ?? ProviderReference;
        Keep(answer);
    }

    public void LoseAnswer(string trouble, Instant now)
    {
        State = InstructionState.Unknown;
        NextAt = now + Duration.FromSeconds(Math.Min(900, 5 * Math.Pow(2, Math.Min(Enquiries, 10))));
        Keep(trouble);
    }

    /// <summary>The provider was asked and said nothing that settles it. A key that was sent by a clock that was ahead counts as
    /// forgotten from now on, also once the day that it was stamped with has come.</summary>
    public void Ask(string answer, Instant now)
    {
        Enquiries++;
        if (FirstSentAt > now + LongestWait)
            FirstSentAt = now - KeyLife;
        LoseAnswer(answer, now);
    }

    /// <summary>True where this is the second person who says the same; otherwise the word is kept for another person to
    /// confirm.</summary>
    public Outcome<bool> Settle(SettledAs outcome, PersonId by, string evidence, Instant now)
    {
        if (State is not (InstructionState.Unknown or InstructionState.Sending))
            return SendingRefusals.NotUnknown;
        if (IsKeyAlive(now))
            return SendingRefusals.StillAsking;
        if (string.IsNullOrWhiteSpace(evidence) || evidence.Length > 500)
            return SendingRefusals.EvidenceNeeded;
        if (ProposedAs == outcome && ProposedBy == by)
            return SendingRefusals.SecondPerson;
        if (ProposedAs == outcome)
        {
            Answer(null, $"Settled by two people: {outcome}. {ProposedEvidence} {evidence}");
            return true;
        }

        (ProposedAs, ProposedBy, ProposedEvidence) = (outcome, by, evidence.Trim());
        return false;
    }

    /// <summary>Its money was taken back or held while it is not known whether it was sent: it is stopped as soon as that is
    /// known.</summary>
    public void StopIfUnsent(string code) => StopCode ??= code;

    /// <summary>The provider does not know the key and the key is alive: it was not sent, so it may be sent.</summary>
    public void SendAgain(Instant now)
    {
        State = InstructionState.Waiting;
        NextAt = now;
    }

    private void Keep(string answer) => LastAnswer = answer.Length > 2000 ? answer[..2000] : answer;
}
