namespace OpsPortal.Tests.Faults;

/// <summary>A part of the test that the runtime loads into the app's process (<c>DOTNET_STARTUP_HOOKS</c>).</summary>
internal interface IStowaway
{
    /// <summary>The variables of the app's process that tell it what to do there.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }
}
