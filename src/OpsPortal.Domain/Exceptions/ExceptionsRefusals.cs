using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>The refusals of the exceptions room.</summary>
public static class ExceptionsRefusals
{
    public static Refusal AlreadyResolved => new(
        "exceptions.already-resolved", "Refused: this case is closed.", "It was resolved before.",
        "Open it again from its trouble if it comes back.");
}
