namespace OpsPortal.Domain.Events;

/// <summary>Where a stored event stands.</summary>
public enum InboxState
{
    /// <summary>Stored and answered; its turn comes with the next sweep.</summary>
    Ready,

    /// <summary>Came before what it needs; looked at again when due.</summary>
    Waiting,

    /// <summary>An attempt broke; tried again when due.</summary>
    Retrying,

    /// <summary>Had its full effect.</summary>
    Done,

    /// <summary>Of a kind that this system does not act on.</summary>
    Ignored,

    /// <summary>Given up: an exception is open and a person decides.</summary>
    DeadLetter,

    /// <summary>Settled without effect: people decided, with a reason, that it needs none.</summary>
    Dismissed,
}

/// <summary>What can happen to a stored event.</summary>
public enum InboxAction
{
    Complete,
    Ignore,
    Wait,
    Fail,
    GiveUp,
    Replay,
    AskToDismiss,
    Dismiss,
    KeepDead,
}
