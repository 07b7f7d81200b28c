namespace OpsPortal;

/// <summary>Marks a use case or query: found by scanning, made anew for each call.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UseCaseAttribute : Attribute;
