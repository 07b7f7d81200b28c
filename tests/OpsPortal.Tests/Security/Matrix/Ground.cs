using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Real objects of kinds of which the demo's history has none, where a use case breaks with a stand-in.</summary>
internal static class Ground
{
    public static async Task LayAsync(OpsDbContext db, Instant now)
    {
        var asked = await db.Set<Person>().Where(person => person.Email == "ops@demo.test").Select(person => person.Id)
            .SingleAsync();
        foreach (var entity in await db.Set<LegalEntity>().OrderBy(entity => entity.Code).Take(2).ToListAsync())
        {
            await AskToBookAsync(db, entity.Id, asked, now);
            await AskToAllocateAsync(db, entity.Id, asked, now);
            var (row, day) = (CheckpointCalendar.Of(CheckpointCalendar.ProviderReport), now.InUtc().Date);
            db.Add(new Checkpoint(new(Guid.CreateVersion7()), entity.Id, row.Code, day, row.DueAt(day, entity.TimeZone)));
        }

        await db.SaveChangesAsync();
    }

    private static async Task AskToBookAsync(OpsDbContext db, LegalEntityId entity, PersonId asked, Instant now)
    {
        var statement = await db.Set<BankStatement>()
            .FirstOrDefaultAsync(statement => statement.LegalEntityId == entity && statement.BankAccountId != null);
        if (statement is null)
            return;
        var fee = new StatementLine
        {
            AmountMinor = -1_250, Currency = statement.Currency!.Value, BookedOn = now.InUtc().Date,
            Remittance = "Fees of the month",
        };
        var line = new BankLine(new(Guid.CreateVersion7()), statement, Guid.NewGuid().ToString("N"), 1, 9_999, fee);
        line.Classify(new LineVerdict(LineClass.UnclassifiedDebit, "input test", IsCertain: false), null);
        db.AddRange(line, new LineBooking(
            new(Guid.CreateVersion7()), line, LinePurpose.BankFee, default, "as the bank says", asked, now));
    }

    private static async Task AskToAllocateAsync(OpsDbContext db, LegalEntityId entity, PersonId asked, Instant now)
    {
        var receipt = await db.Set<Receipt>()
            .FirstOrDefaultAsync(receipt => receipt.LegalEntityId == entity && receipt.UnappliedMinor > 0);
        var invoice = await db.Set<Invoice>()
            .FirstOrDefaultAsync(invoice => invoice.LegalEntityId == entity && invoice.OpenMinor > 0);
        if (receipt is null || invoice is null)
            return;
        var part = new AllocationPart(invoice.Id, invoice.Number!, Math.Min(invoice.OpenMinor, receipt.UnappliedMinor));
        db.Add(new AllocationRequest(new(Guid.CreateVersion7()), receipt, [part], "as the buyer said", asked, now));
    }
}
