using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;

namespace OpsPortal.Api;

/// <summary>The place for the answer of one idempotent call, held while it runs.</summary>
internal sealed class AnswerSlot
{
    private readonly ApiKeyId client;
    private readonly string key = "";
    private readonly int attempt;

    private AnswerSlot(ApiAnswer? first) => First = first;

    private AnswerSlot(ApiKeyId client, string key, int attempt) => (this.client, this.key, this.attempt) = (client, key,
        attempt);

    /// <summary>The answer that was given before; null where this call is the first.</summary>
    public ApiAnswer? First { get; }

    /// <summary>What the endpoint will answer when the command is done, read inside the command's transaction.</summary>
    public Func<OpsDbContext, object, CancellationToken, Task<ApiAnswer>>? Render { get; set; }

    /// <summary>The answer that was written with the effect.</summary>
    public ApiAnswer? Kept { get; private set; }

    public static AnswerSlot Answered(ApiAnswer first) => new(first);

    public static AnswerSlot Taken(ApiKeyId client, string key, int attempt) => new(client, key, attempt);

    /// <summary>Writes the answer in the transaction of the effect. Refused where another run took over: then nothing is
    /// committed.</summary>
    public async Task<Outcome> KeepAsync(OpsDbContext db, object value, CancellationToken ct)
    {
        if (Render is null)
            return Outcome.Done;
        var answer = await Render(db, value, ct);
        if (await WriteAsync(db, answer, ct) == 0)
            return SharedRefusals.ChangedMeanwhile;
        Kept = answer;
        return Outcome.Done;
    }

    /// <summary>After the run: a refusal is stored as the answer too; a passing trouble frees the key for another try.</summary>
    public async Task SettleAsync(IDbContextFactory<OpsDbContext> contexts, ApiAnswer? answer)
    {
        if (Kept is not null && answer is { Status: < 400 })
            return;
        Kept = null;
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        if (answer is { Status: not (401 or 403 or 409 or >= 500) })
            await WriteAsync(db, answer, CancellationToken.None);
        else
            await Row(db).Where(a => a.Status == null).ExecuteDeleteAsync(CancellationToken.None);
    }

    private Task<int> WriteAsync(OpsDbContext db, ApiAnswer answer, CancellationToken ct) => Row(db).ExecuteUpdateAsync(
        set => set.SetProperty(a => a.Status, answer.Status).SetProperty(a => a.Body, answer.Json).SetProperty(a => a.Location,
            answer.Location), ct);

    private IQueryable<StoredAnswer> Row(OpsDbContext db) =>
        db.Set<StoredAnswer>().Where(a => a.Client == client && a.Key == key && a.Attempt == attempt);
}
