namespace OpsPortal.Access;

/// <summary>What was checked before is refused all the same. Of a part that stands apart it is the answer; anywhere else it is a
/// bug.</summary>
internal sealed class RefusedException(Refusal refusal) : InvalidOperationException(refusal.Text)
{
    public Refusal Refusal => refusal;
}
