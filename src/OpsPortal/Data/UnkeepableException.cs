namespace OpsPortal.Data;

/// <summary>Something was to be stored or looked for that no database here keeps as it was given. The caller's fault, and said
/// as a refusal.</summary>
internal sealed class UnkeepableException(Refusal refusal) : Exception(refusal.Text)
{
    public Refusal Refusal => refusal;
}
