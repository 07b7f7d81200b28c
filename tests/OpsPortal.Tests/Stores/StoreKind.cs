namespace OpsPortal.Tests.Stores;

public enum StoreKind
{
    Sqlite,
    Postgres,
    SqlServer,
}
