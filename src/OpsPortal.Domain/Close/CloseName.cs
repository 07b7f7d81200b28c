using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>What a person, buyer, payee or the company itself was called when a close was signed: its pack names them so for
/// ever.</summary>
public sealed class CloseName
{
    private CloseName()
    {
    }

    public PeriodCloseId CloseId { get; private set; }

    /// <summary>The id of the person, buyer, payee or company.</summary>
    public Guid SubjectId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>A payee's country or the company's time zone; empty where the pack prints no place.</summary>
    public string Place { get; private set; } = "";
}
