namespace OpsPortal;

/// <summary>
/// Marks a class that lives as long as the app: found by scanning, given also for each of the app's interfaces that it
/// implements, and run in the background when it is a hosted service.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartAttribute : Attribute;
