using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Features.Close;

/// <summary>The month of one company that is looked at: what was booked up to and on its last day.</summary>
internal sealed class CloseScope(OpsDbContext db, LegalEntityId legalEntityId, YearMonth month, Instant now)
{
    private IReadOnlyList<MonthMove>? moves;
    private bool? hasLater;
    private KeptNames? names;

    public OpsDbContext Db => db;

    public LegalEntityId LegalEntityId => legalEntityId;

    public YearMonth Month => month;

    public Instant Now => now;

    public LocalDate FirstDay => Month.OnDayOfMonth(1);

    public LocalDate LastDay => Month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);

    /// <summary>What moved in the month, read once however many ask: it goes over every line.</summary>
    public async Task<IReadOnlyList<MonthMove>> MovesAsync(CancellationToken ct) =>
        moves ??= await MonthMove.ReadAsync(this, ct);

    /// <summary>What was kept of names at the signature, read once: most sections ask.</summary>
    public async Task<KeptNames> KeptNamesAsync(CancellationToken ct) => names ??= await KeptNames.ReadAsync(this, ct);

    /// <summary>Whether entries up to the last day were booked after <see cref="Now"/>; asked once, for no index answers
    /// it.</summary>
    public async Task<bool> HasLaterAsync(CancellationToken ct) => hasLater ??= await PackBooks.Later(this).AnyAsync(ct);
}
