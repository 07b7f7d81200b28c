using Npgsql;

namespace OpsPortal.Benchmarks;

/// <summary>What a payment writes, by plain arrays on one connection and without any rule: the floor that the product is held
/// against.</summary>
internal sealed class FloorStore(string connectionString)
{
    private const string Schema =
        """
        DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor;
        CREATE TABLE floor.inbox (id uuid PRIMARY KEY, event text UNIQUE, body text, at bigint);
        CREATE TABLE floor.receipt (id uuid PRIMARY KEY, reference text UNIQUE, minor bigint, at bigint);
        CREATE TABLE floor.application (id uuid PRIMARY KEY, receipt uuid, invoice text, minor bigint);
        CREATE TABLE floor.invoice (number text PRIMARY KEY, open bigint);
        CREATE TABLE floor.entry (id uuid PRIMARY KEY, key text UNIQUE, family text, booked date, at bigint, receipt uuid);
        CREATE TABLE floor.line
            (id uuid PRIMARY KEY, entry uuid, booked date, account int, currency text, minor bigint, receipt uuid);
        CREATE INDEX ON floor.line (booked, account, currency, minor); CREATE INDEX ON floor.line (receipt);
        """;

    private const string Insert =
        """
        WITH new AS (INSERT INTO floor.inbox SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[])
            ON CONFLICT (event) DO NOTHING RETURNING id)
        SELECT id FROM new;
        """;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);

    public NaiveStore Naive { get; } = new(connectionString);

    public async Task ResetAsync(IEnumerable<string> invoices)
    {
        await using (var command = source.CreateCommand(Schema))
            await command.ExecuteNonQueryAsync();
        await using var fill = source.CreateCommand("INSERT INTO floor.invoice SELECT n, 10000 FROM unnest($1::text[]) n");
        fill.Parameters.AddWithValue(invoices.ToArray());
        await fill.ExecuteNonQueryAsync();
    }

    /// <summary>Stores and posts a group of payments in one transaction; known events write nothing.</summary>
    public async Task CommitAsync(IReadOnlyList<(string Event, string Body, string Reference, string Invoice)> group)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var ids = group.Select(_ => Guid.CreateVersion7()).ToArray();
        var at = group.Select(_ => DateTime.UtcNow.Ticks).ToArray();
        var written = new HashSet<Guid>();
        await using (var inbox = Command(connection, Insert, ids, group.Select(g => g.Event).ToArray(), group.Select(g => g.Body)
            .ToArray(), at))
        await using (var reader = await inbox.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                written.Add(reader.GetGuid(0));
        }

        var fresh = group.Where((_, i) => written.Contains(ids[i])).ToList();
        if (fresh.Count > 0)
            await PostAsync(connection, fresh);
        await transaction.CommitAsync();
    }

    /// <summary>One event that is known already.</summary>
    public async Task KnownAsync(string id, byte[] body)
    {
        await using var command = source
            .CreateCommand("INSERT INTO floor.inbox VALUES ($1, $2, $3, 0) ON CONFLICT (event) DO NOTHING");
        command.Parameters.AddWithValue(Guid.CreateVersion7());
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(System.Text.Encoding.UTF8.GetString(body));
        await command.ExecuteNonQueryAsync();
    }

    private static async Task PostAsync(NpgsqlConnection connection,
        List<(string Event, string Body, string Reference, string Invoice)> fresh)
    {
        var count = fresh.Count;
        var receipts = Ids(count);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "INSERT INTO floor.receipt SELECT i, r, 10000, 0 FROM unnest($1::uuid[], $2::text[]) t(i, r)", receipts,
            fresh.Select(f => f.Reference).ToArray());
        Add(
            batch,
            "INSERT INTO floor.application SELECT i, r, n, 10000 FROM unnest($1::uuid[], $2::uuid[], $3::text[]) t(i, r, n)",
            Ids(count), receipts, fresh.Select(f => f.Invoice).ToArray());
        Add(batch, "UPDATE floor.invoice SET open = open - 10000 FROM unnest($1::text[]) n WHERE number = n",
            [fresh.Select(f => f.Invoice).ToArray()]);
        var entries = Ids(count * 2);
        Add(
            batch,
            "INSERT INTO floor.entry SELECT i, k, 'PaymentSucceeded', $4, 0, r "
            + "FROM unnest($1::uuid[], $2::text[], $3::uuid[]) t(i, k, r) ON CONFLICT (key) DO NOTHING",
            entries, fresh.SelectMany(f => new[] { $"payment:{f.Reference}", $"applied:{f.Reference}" }).ToArray(),
            receipts.SelectMany(r => new[] { r, r }).ToArray(), today);
        (int Account, long Minor)[] legs =
            [(1020, 10000), (2600, -10000), (2600, 10000), (2100, 9000), (1200, -10000), (2110, -9000)];
        var lines = Enumerable.Range(0, count)
            .SelectMany(i => legs.Select((leg, n) =>
                (Entry: entries[(i * 2) + (n < 2 ? 0 : 1)], Receipt: receipts[i], leg.Account, leg.Minor))).ToList();
        Add(
            batch,
            "INSERT INTO floor.line SELECT i, e, $6, a, 'EUR', m, r "
            + "FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::bigint[], $5::uuid[]) t(i, e, a, m, r)",
            Ids(lines.Count), lines.Select(l => l.Entry).ToArray(), lines.Select(l => l.Account).ToArray(),
            lines.Select(l => l.Minor).ToArray(), lines.Select(l => l.Receipt).ToArray(), today);
        await batch.ExecuteNonQueryAsync();
    }

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        return command;
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        batch.BatchCommands.Add(command);
    }
}
