using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsPortal.Tests.Simulation;

/// <summary>Where a simulated app can die.</summary>
internal enum DeathPoint
{
    BeforeCommand,
    BeforeCommit,
    AfterCommit,
    BeforeSending,
    AfterSending,
}

/// <summary>Ends the life of one built app at a chosen point: from then on it reaches neither its database nor the
/// bank.</summary>
internal sealed class Reaper : DbCommandInterceptor, IDbTransactionInterceptor
{
    private DeathPoint? point;
    private int passes;

    public bool HasStruck { get; private set; }

    /// <param name="at">Where it dies.</param>
    /// <param name="passesBefore">How often that point is passed alive.</param>
    public void Arm(DeathPoint at, int passesBefore) => (point, passes) = (at, passesBefore);

    public void Disarm() => point = null;

    public void Pass(DeathPoint at)
    {
        if (!HasStruck && (at != point || passes-- > 0))
            return;
        HasStruck = true;
        throw new InvalidOperationException("The simulated app is dead.");
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Passed(result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Passed(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Passed(result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Passed(result));

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction,
        TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Pass(DeathPoint.BeforeCommit);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData,
        CancellationToken cancellationToken = default)
    {
        Pass(DeathPoint.AfterCommit);
        return Task.CompletedTask;
    }

    private T Passed<T>(T result)
    {
        Pass(DeathPoint.BeforeCommand);
        return result;
    }
}
