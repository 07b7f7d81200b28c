using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Takes a file's statements one after the other, in pieces, inside one transaction. Statements without an account of ours are
/// kept waiting; their lines are read again from the kept bytes when the account is known.
/// </summary>
internal sealed class StatementTaking(
    Work work, BankFile file, OwnAccounts accounts, TreasuryAccount? given, FirstReading first, LineBooks books)
{
    private const int Piece = 1_000;
    private readonly List<ToldLine> pending = [];
    private readonly KnownEntries known = new(work, file);
    private readonly Dictionary<StatementKind, LineNumbers> ordinary = [];
    private readonly StatementsBeside beside = new(work);
    private LineNumbers numbers = new();
    private LineNumbers own = new();
    private BankStatement? current;
    private TreasuryAccount? account;
    private (int InFile, int Taken, int Skipped, int Foreign, int Former, int Contradicted) sums;
    private int ordinal;
    private int doubtful;
    private int position;

    public List<BankStatement> Statements { get; } = [];

    /// <summary>What was left out, in words.</summary>
    public List<FileNote> Notes { get; } = [];

    /// <summary>Lines seen so far.</summary>
    public int Position => position;

    /// <summary>The statements of a file that wait, by their place; null while the file is new.</summary>
    public IReadOnlyDictionary<int, BankStatement>? Waiting { get; init; }

    public async Task SeeAsync(StatementItem item)
    {
        switch (item)
        {
            case StatementBegins begins:
                await BeginAsync(begins.Head);
                break;
            case LineRead read:
                Add(read);
                if (pending.Count >= Piece)
                    await FlushAsync();
                break;
            case LineSkipped:
                sums.Skipped++;
                break;
            case StatementEnds ends:
                await EndAsync(ends);
                break;
        }
    }

    /// <summary>The accounts that a person chose, by the statements' places.</summary>
    public IReadOnlyDictionary<int, TreasuryAccount> Forced { get; init; } = new Dictionary<int, TreasuryAccount>();

    private async Task BeginAsync(StatementHead head)
    {
        ordinal++;
        sums = default;
        (numbers, own) = (NumbersOf(head.Kind), new LineNumbers());
        if (Waiting is not null)
            current = Waiting.GetValueOrDefault(ordinal);
        else
            work.Db.Add(current = new BankStatement(new(Guid.CreateVersion7()), file.Id, ordinal, head));
        account = current is null ? null : Forced.GetValueOrDefault(ordinal) ?? accounts.Find(head, given);
        if (account is not null && !work.Actor.IsSystem && !work.Sees(account.LegalEntityId))
            account = null;
        if (account is not null)
            current!.BelongTo(account.Id, account.LegalEntityId, account.Currency);
        if (current is not null)
            Statements.Add(current);
        if (account is not { Id: var id })
            return;
        await HoldAsync(id);
        await beside.BeginAsync(current!, first.EndsOf(ordinal));
    }

    // A statement, a report and a notification in one file tell of the same movements, and so do two that say the same.
    private LineNumbers NumbersOf(StatementKind kind)
    {
        if (first.Repeated.Contains(ordinal))
            return new LineNumbers();
        return ordinary.TryGetValue(kind, out var counted) ? counted : ordinary[kind] = new LineNumbers();
    }

    // Two files of one account at the same moment: the later waits, and sees which entries the earlier brought.
    private Task HoldAsync(BankAccountId id) => work.Db.Set<TreasuryAccount>().Where(one => one.Id == id)
        .ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, one => one.Name), work.Ct);

    private void Add(LineRead read)
    {
        sums.InFile++;
        position++;
        if (account is null)
            return;
        if (read.Entry.Currency != account.Currency)
        {
            sums.Foreign++;
            return;
        }

        if (books.IsInFormerBooks(account.LegalEntityId, read.Entry))
        {
            if (sums.Former++ == 0)
                Notes.Add(new FileNote(
                    read.Line, "Lines up to the day of the cut-over are not taken: the opening balances hold them."));
            return;
        }

        var print = BankWords.Fingerprint(account.Id.ToString(), read.Entry);
        var count = new LineCount(print, numbers.OfLine(print), own.OfLine(print));
        var line = new BankLine(new(Guid.CreateVersion7()), current!, count.Identity, read.Line, position, read.Entry);
        pending.Add(new ToldLine(line, read.Entry, count, numbers.OfEntry(line)));
    }

    private async Task EndAsync(StatementEnds ends)
    {
        await FlushAsync();
        if (current is not { } statement)
            return;
        statement.End(ends);
        var counts = new LineCounts(
            sums.Taken, account is null ? 0 : sums.InFile - sums.Taken - sums.Foreign - sums.Former - sums.Contradicted,
            sums.Skipped + sums.Foreign + sums.Former + sums.Contradicted);
        statement.Count(sums.InFile, counts);
        file.Count(Waiting is null ? counts : counts with { Skipped = 0 });
        if (account is null)
            await LineCases.UnknownAccountAsync(work, statement);
        else
            await CheckAsync(statement, account);
        await work.Db.SaveChangesAsync(work.Ct);
    }

    private async Task CheckAsync(BankStatement statement, TreasuryAccount own)
    {
        if (sums.Foreign > 0)
            await LineCases.OtherCurrencyAsync(work, statement, own, sums.Foreign);
        if (statement is not { Kind: StatementKind.Statement, OpeningMinor: { } opening, OpeningOn: { } from })
            return;
        // One that says the same was looked at when it came first.
        if (await work.Db.Set<BankStatement>().AnyAsync(
            other => other.BankAccountId == own.Id && other.Id != statement.Id && other.Kind == StatementKind.Statement
                && other.OpeningOn == from && other.OpeningMinor == opening && other.ClosingOn == statement.ClosingOn
                && other.ClosingMinor == statement.ClosingMinor, work.Ct))
            return;
        var before = await work.Db.Set<BankStatement>().AsNoTracking()
            .Where(other => other.BankAccountId == own.Id && other.Id != statement.Id && other.Kind == StatementKind.Statement
                && other.ClosingMinor != null && other.ClosingOn <= from && other.ClosingOn != statement.ClosingOn)
            .OrderByDescending(other => other.ClosingOn).ThenByDescending(other => other.Id).FirstOrDefaultAsync(work.Ct);
        if (before?.ClosingMinor is { } closing && closing != opening)
            await LineCases.GapAsync(work, statement, own, new Money(closing, own.Currency));
    }

    private async Task FlushAsync()
    {
        if (pending.Count == 0)
            return;
        await beside.CountAsync(pending);
        var sorted = await known.SortAsync(current!, pending);
        var taken = await books.WriteAsync([.. sorted.New.Select(one => books.Judge(one.Line, one.Told))]);
        sums.Taken += taken.Count;
        sums.Contradicted += sorted.Contradicted;
        await LineCases.EqualTakenAsync(work, sorted.New.Where(one => taken.Contains(one.Line)));
        foreach (var one in beside.Doubtful(sorted.New.Where(one => !taken.Contains(one.Line)).Concat(sorted.Known)))
            await LineCases.DoubtfulAsync(work, file, current!, one, ++doubtful);
        pending.Clear();
    }
}
