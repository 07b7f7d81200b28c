using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>
/// Lives in the app's process and kills it with SIGKILL at the ordered point. It listens to what the libraries tell of
/// themselves: transactions and commands of EF Core, statements of Npgsql, answers of the HTTP client.
/// </summary>
internal sealed class PointWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const int PollMilliseconds = 10;
    private const int RowsBefore = 3;
    private const string HttpAnswered = "System.Net.Http.HttpRequestOut.Stop";
    private static readonly TimeSpan IntoTheRows = TimeSpan.FromMicroseconds(300);

    private readonly PointSlip slip;
    private readonly ConcurrentDictionary<Guid, bool> committing = new();
    private readonly ConcurrentDictionary<Activity, bool> writing = new();
    private readonly TaskCompletionSource<IServiceProvider> services = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile NamedPoint? armed;
    private int passes;
    private int rows;

    private PointWatch(PointSlip slip) => this.slip = slip;

    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(PointSlip.Variable) is not { Length: > 0 } path)
            return;
        var watch = new PointWatch(new PointSlip(path));
        DiagnosticListener.AllListeners.Subscribe(watch);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name is "OpsPortal" or "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = watch.StatementBegins,
            ActivityStopped = watch.StatementEnds,
        });
        if (!watch.TakeOrder())
            new Thread(watch.AwaitOrder) { IsBackground = true }.Start();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is "Microsoft.EntityFrameworkCore" or "HttpHandlerDiagnosticListener" or "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IHost host)
            services.TrySetResult(host.Services);
        if (armed is not { } point)
            return;
        if (value.Value is TransactionEventData transaction)
            Transaction(point, value.Key, transaction);
        else if (value.Value is CommandEventData command && value.Key == RelationalEventId.CommandExecuting.Name)
            Command(point, command);
        else if (value.Value is ConnectionEventData opened && value.Key == RelationalEventId.ConnectionOpened.Name)
            WatchRows(point, opened);
        else if (value.Key == HttpAnswered && point.Moment == Moment.WhenAnswered && Surroundings.IsIn(point.Room))
            Die(point);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void AwaitOrder()
    {
        while (!TakeOrder())
            Thread.Sleep(PollMilliseconds);
    }

    private bool TakeOrder()
    {
        if (slip.Read() is not { } order)
            return false;
        passes = order.Passes;
        armed = NamedPoint.Named(order.Point);
        if (order.Errand is { } errand)
            _ = Task.Run(async () => slip.TellTrouble(await Errands.RunAsync(await services.Task, errand)));
        return true;
    }

    private void Transaction(NamedPoint point, string moment, TransactionEventData told)
    {
        var begins = moment == RelationalEventId.TransactionCommitting.Name;
        var isHere = point.Moment is Moment.BeforeCommit or Moment.AfterCommit && begins
            && Surroundings.IsIn(point.Room) && Surroundings.Holds(told.Context, point.Holds);
        if (isHere && point.Moment == Moment.BeforeCommit)
            Die(point);
        else if (isHere)
            committing[told.TransactionId] = true;
        else if (moment == RelationalEventId.TransactionCommitted.Name && committing.ContainsKey(told.TransactionId))
            Die(point);
    }

    private void Command(NamedPoint point, CommandEventData told)
    {
        if (point.Moment == Moment.BeforeCommand && Surroundings.IsIn(point.Room)
            && Surroundings.Holds(told.Context, point.Holds) && (point.Holds is not null || ChangesSchema(told)))
            Die(point);
    }

    private static bool ChangesSchema(CommandEventData told) =>
        told.Command.CommandText.TrimStart().Split(' ', 2)[0] is "CREATE" or "ALTER" or "DROP" or "INSERT" or "UPDATE";

    // SQLite calls a trigger of this connection alone for each row; it is no part of the schema.
    private void WatchRows(NamedPoint point, ConnectionEventData opened)
    {
        if (point.Moment != Moment.InTheMiddleOfRows || opened.Connection is not SqliteConnection connection)
            return;
        connection.CreateFunction("point_row", () =>
        {
            if (Surroundings.IsIn(point.Room) && Interlocked.Increment(ref rows) > RowsBefore)
                Die(point);
            return 0;
        });
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TEMP TRIGGER IF NOT EXISTS point_rows AFTER INSERT ON main.JournalLines "
            + "BEGIN SELECT point_row(); END";
        command.ExecuteNonQuery();
    }

    // PostgreSQL writes the rows of a statement by itself: it is killed while the statement is on its way.
    private void StatementBegins(Activity statement)
    {
        if (statement.Source.Name != "Npgsql" || armed is not { Moment: Moment.InTheMiddleOfRows } point
            || !Surroundings.IsIn(point.Room) || !Surroundings.IsIn("BulkRun"))
            return;
        writing[statement] = true;
        var begun = Stopwatch.GetTimestamp();
        new Thread(() =>
        {
            while (Stopwatch.GetElapsedTime(begun) < IntoTheRows)
                Thread.SpinWait(20);
            if (writing.ContainsKey(statement))
                Die(point);
        }) { IsBackground = true }.Start();
    }

    private void StatementEnds(Activity statement) => writing.TryRemove(statement, out _);

    // One thread alone tells of it: a second that comes to the point would open the slip anew, and the death leave it empty.
    private void Die(NamedPoint point)
    {
        var left = Interlocked.Decrement(ref passes);
        if (left >= 0)
            return;
        if (left == -1)
        {
            slip.TellReached(point.Name);
            Process.GetCurrentProcess().Kill();
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
