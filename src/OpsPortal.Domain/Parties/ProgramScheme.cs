using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>A program: the commercial scheme that contracts run under and that release policies are written for.</summary>
public sealed class ProgramScheme
{
    private ProgramScheme()
    {
    }

    public ProgramId Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public static Outcome<ProgramScheme> Create(ProgramId id, string code, string name)
    {
        var refusal = FieldRules.Code(code, "code", 20) ?? FieldRules.Text(name, "name", 100);
        return refusal is not null ? refusal : new ProgramScheme { Id = id, Code = code, Name = name.Trim() };
    }

    public Outcome Rename(string name)
    {
        if (FieldRules.Text(name, "name", 100) is { } refusal)
            return refusal;
        Name = name.Trim();
        return Outcome.Done;
    }
}
