namespace OpsPortal.Shell.Start;

/// <summary>Whether every start step is through.</summary>
[Part]
internal sealed class Readiness
{
    public bool IsReady { get; private set; }

    public void Declare() => IsReady = true;
}
