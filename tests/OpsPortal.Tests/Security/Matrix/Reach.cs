namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Whose object a call names.</summary>
internal enum Reach
{
    /// <summary>One of a legal entity that the person works for.</summary>
    Own,

    /// <summary>One of a legal entity that the person does not work for.</summary>
    Foreign,

    /// <summary>One that does not exist.</summary>
    Missing,
}
