namespace OpsPortal.Tests.Stores;

/// <summary>The SQL Server that the environment variable names; its database is the tests' alone.</summary>
public static class SqlServerStore
{
    public const string Variable = "OPSPORTAL_TEST_SQLSERVER";

    public static string? ConnectionString { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null;
}
