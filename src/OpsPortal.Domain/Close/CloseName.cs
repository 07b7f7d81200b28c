using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>What a person was called when a close was signed: its pack names people so for ever.</summary>
public sealed class CloseName
{
    private CloseName()
    {
    }

    public CloseName(PeriodCloseId close, PersonId person, string name) => (CloseId, PersonId, Name) = (close, person, name);

    public PeriodCloseId CloseId { get; private set; }

    public PersonId PersonId { get; private set; }

    public string Name { get; private set; } = "";
}
