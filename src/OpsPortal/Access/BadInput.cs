using OpsPortal.Data;

namespace OpsPortal.Access;

/// <summary>What is not a fault of ours but of what somebody gave: text that no database keeps, and numbers and dates that the
/// checked arithmetic of money and calendar refuses.</summary>
internal static class BadInput
{
    /// <summary>What is said to the person; null where it is a fault of ours. A job gives itself its input, so its trouble is
    /// always one.</summary>
    public static Refusal? RefusalOf(Exception trouble, Actor actor) => actor.IsSystem ? null : trouble.GetBaseException() switch
    {
        UnkeepableException text => text.Refusal,
        OverflowException => SharedRefusals.BeyondReckoning,
        _ => null,
    };
}
