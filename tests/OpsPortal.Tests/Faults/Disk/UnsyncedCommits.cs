using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsPortal.Tests.Faults.Disk;

/// <summary>
/// Lives in the app's process and takes away what makes its commits lasting: before each transaction, and each command outside
/// of one, it sets <c>synchronous=NORMAL</c>. A test of power losses that does not notice this is blind.
/// </summary>
internal sealed class UnsyncedCommits : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public const string Variable = "OPSPORTAL_TEST_UNSYNCED_COMMITS";

    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            DiagnosticListener.AllListeners.Subscribe(new UnsyncedCommits());
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if ((value.Key != RelationalEventId.TransactionStarting.Name && value.Key != RelationalEventId.CommandExecuting.Name)
            || value.Value is not DbContextEventData { Context.Database: { CurrentTransaction: null } database })
            return;
        using var command = database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
