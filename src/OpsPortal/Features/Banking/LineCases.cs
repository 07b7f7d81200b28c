using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Banking;

/// <summary>The cases that an import opens: what no rule books, whose account is not known, what does not continue.</summary>
internal static class LineCases
{
    /// <summary>So many lines of one file become cases of their own; of more the file is one case.</summary>
    public const int Most = 50;

    /// <summary>So much of a line's own words stands in a case.</summary>
    private const int WordsLength = 100;

    private const string LinePrefix = "bank-line:";
    private const string EqualPrefix = "bank-equal:";

    private static readonly Dictionary<LineClass, ExceptionType> Types = new()
    {
        [LineClass.PayoutReturned] = ExceptionType.ReturnedPayout,
        [LineClass.ReceiptReturned] = ExceptionType.ReturnOrReversal,
        [LineClass.ProviderSweepIn] = ExceptionType.ReconciliationBreak,
    };

    /// <param name="booked">Lines of the file that the evidence booked after all.</param>
    public static async Task OpenAsync(Work work, BankFile file, LineBooks books, IReadOnlySet<BankLineId> booked)
    {
        var undecided = books.Undecided.Where(line => !booked.Contains(line.Id)).ToList();
        if (books.UndecidedCount - booked.Count is var count && count > Most)
        {
            var first = undecided[0];
            await work.OpenExceptionAsync(
                ExceptionType.MissingPosting, "banking.lines-undecided",
                $"{count} lines of bank file {file.Name} are booked by no rule.", OfFile(file.Id), null,
                new ExceptionLinks { LegalEntityId = first.LegalEntityId, ProviderReference = file.Hash });
            return;
        }

        foreach (var line in undecided)
        {
            var amount = new Money(line.AmountMinor, line.Currency);
            await work.OpenExceptionAsync(
                Types.GetValueOrDefault(line.Class, ExceptionType.MissingPosting), "banking.line-undecided",
                $"{amount} on {DayWords.Of(line.BookedOn)}: {LineClasses.Of(line.Class).Words} ({line.Rule}). Missing: "
                    + LineClasses.Of(line.Class).Missing,
                OfLine(line.Id), amount,
                await AboutAsync(work, line) with
                {
                    LegalEntityId = line.LegalEntityId, ProviderReference = line.BankReference,
                });
        }
    }

    // Whose payouts the line names: nothing more is released to them before it is known what the line is.
    private static async Task<ExceptionLinks> AboutAsync(Work work, BankLine line)
    {
        if (line.Class is not (LineClass.PayoutLeaving or LineClass.PayoutReturned))
            return new();
        var named = await LineKnowledge.PayoutsNamedBy(work.Db, line).Select(item => new { item.Id, item.PayeeId })
            .ToListAsync(work.Ct);
        return new()
        {
            PayeeId = named.Select(item => item.PayeeId).Distinct().Count() == 1 ? named[0].PayeeId : null,
            PayoutItemId = named.Count == 1 ? named[0].Id : null,
        };
    }

    public static Task UnknownAccountAsync(Work work, BankStatement statement) => work.OpenExceptionAsync(
        ExceptionType.MissingReference, "banking.unknown-account",
        $"A bank statement in {statement.Currency?.Code ?? "no stated currency"} waits: no bank account of ours has the number "
            + $"{Masked(statement.Account)}. Register it, or choose the account at the file.",
        OfAccount(statement), null,
        new ExceptionLinks { ProviderReference = statement.Reference });

    public static Task OtherCurrencyAsync(Work work, BankStatement statement, TreasuryAccount account, int lines) =>
        work.OpenExceptionAsync(
            ExceptionType.ReconciliationBreak, "banking.other-currency",
            $"{lines} lines of a statement of {account.Name} are not in {account.Currency} and were not taken.",
            $"bank-currency:{Saying(statement, account)}", null, new ExceptionLinks { LegalEntityId = account.LegalEntityId });

    /// <summary>A file tells an entry with another sum than the one that is in the books.</summary>
    /// <param name="count">How many such entries the file has so far.</param>
    public static Task ContradictedAsync(Work work, BankFile file, ToldLine told, KnownEntry known, int count)
    {
        var line = told.Line;
        var (booked, now) = (new Money(known.Minor, line.Currency), new Money(line.EntryMinor!.Value, line.Currency));
        return WithinBoundAsync(
            work, told, count, ExceptionType.DuplicateConflict, now - booked, $"bank-entry:{line.EntryKey}:{now.Minor}",
            new("banking.entry-contradicted", $"The bank's entry {told.EntryReference} of {DayWords.Of(line.BookedOn)} is in the "
                + $"books with {booked}; file {file.Name} tells it with {now}, of which nothing was posted. Ask the bank which "
                + "is right."),
            new("banking.entries-contradicted", $"Bank file {file.Name} tells more than {Most} entries with other sums than the "
                + "books hold; nothing of them was posted. Ask the bank for a correct file."));
    }

    /// <summary>A line was taken for an equal one of the statement before or behind its own, and the balances say that it is
    /// another.</summary>
    /// <param name="count">How many such lines the file has so far.</param>
    public static Task DoubtfulAsync(Work work, BankFile file, BankStatement statement, ToldLine told, int count)
    {
        var line = told.Line;
        var amount = new Money(line.AmountMinor, line.Currency);
        var words = BankWords.Telling(line.BankReference) ?? line.PartyName ?? BankWords.Cut(line.Remittance, WordsLength);
        return WithinBoundAsync(
            work, told, count, ExceptionType.ReconciliationBreak, amount, $"{LikeOf(told)}{statement.Id}:{line.Position}",
            new("banking.equal-line", $"Line {line.FileLine} of bank file {file.Name}, {amount} on {DayWords.Of(line.BookedOn)} "
                + $"({words ?? "without words"}), equals one of the statement before or after, and the balances say that both "
                + "are real. It was not taken: import one statement of the bank that holds both."),
            new("banking.equal-lines", $"More than {Most} lines of bank file {file.Name} equal lines of the statements before or "
                + "after, and the balances say that they are real. They were not taken: import one statement of the bank that "
                + "holds both."));
    }

    /// <summary>One statement held both of two equal lines, and brought the one that was not taken: its case is
    /// answered.</summary>
    public static async Task EqualTakenAsync(Work work, IEnumerable<ToldLine> taken)
    {
        foreach (var one in taken.Where(one => one.Count.InStatement > 1))
        {
            var like = LikeOf(one);
            await work.Db.SaveChangesAsync(work.Ct);
            var key = await work.Db.Set<ExceptionCase>()
                .Where(found => found.DedupeKey.StartsWith(like) && found.State != ExceptionState.Resolved)
                .OrderBy(found => found.OpenedAt).Select(found => found.DedupeKey).FirstOrDefaultAsync(work.Ct);
            if (key is not null)
                await OneCase.SettleAsync(work, CaseFact.LineBooked, [key], new CaseClosing(
                    "It equals a line of another statement.", "A statement that holds both brought it.",
                    NoMoneyReason: "The line posts by itself."));
        }
    }

    private static string LikeOf(ToldLine told) => $"{EqualPrefix}{told.Count.Print}:";

    private readonly record struct Wording(string Code, string Summary);

    // Of more than a person reads one by one the file is a case.
    private static Task WithinBoundAsync(
        Work work, ToldLine told, int count, ExceptionType type, Money amount, string key, Wording one, Wording many)
    {
        var links = new ExceptionLinks
        {
            LegalEntityId = told.Line.LegalEntityId, ProviderReference = told.EntryReference ?? told.Line.BankReference,
        };
        return count switch
        {
            <= Most => work.OpenExceptionAsync(type, one.Code, one.Summary, key, amount, links),
            Most + 1 => work.OpenExceptionAsync(
                type, many.Code, many.Summary, $"{many.Code}:{told.Line.FileId}", null, links),
            _ => Task.CompletedTask,
        };
    }

    // The same statement may come again in another file: it is the same case.
    private static string Saying(BankStatement statement, TreasuryAccount account) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{account.Id}:{statement.OpeningOn:uuuuMMdd}:{statement.OpeningMinor}"
            + $":{statement.ClosingOn:uuuuMMdd}:{statement.ClosingMinor}");

    public static Task GapAsync(Work work, BankStatement statement, TreasuryAccount account, Money before) =>
        work.OpenExceptionAsync(
            ExceptionType.ReconciliationBreak, "banking.does-not-continue",
            $"The statement of {account.Name} from {DayWords.Of(statement.OpeningOn)} opens with "
                + $"{new Money(statement.OpeningMinor!.Value, account.Currency)}, the one before closed with {before}.",
            $"bank-gap:{Saying(statement, account)}",
            new Money(statement.OpeningMinor.Value, account.Currency) - before,
            new ExceptionLinks { LegalEntityId = account.LegalEntityId });

    /// <summary>Closes the case of a line with the entry that booked it, and its file's with the last line.</summary>
    public static async Task CloseAsync(Work work, BankLine line)
    {
        await work.Db.SaveChangesAsync(work.Ct);
        var keys = new List<string> { OfLine(line.Id), OfReturn(line.Id) };
        if (!await work.Db.Set<BankLine>()
            .AnyAsync(other => other.FileId == line.FileId && other.Standing == LineStanding.Exception, work.Ct))
            keys.Add(OfFile(line.FileId));
        await OneCase.SettleAsync(work, CaseFact.LineBooked, keys, new CaseClosing(
            "The evidence was not there when the file was taken.", $"Booked as: {LineClasses.Of(line.Class).Words}.",
            line.EntryId));
        await work.Db.SaveChangesAsync(work.Ct);
    }

    /// <summary>Closes the cases of accounts that were not known, where none of their statements waits any more.</summary>
    public static async Task CloseAccountsAsync(Work work, IEnumerable<BankStatement> taken)
    {
        await work.Db.SaveChangesAsync(work.Ct);
        var waiting = (await work.Db.Set<BankStatement>().AsNoTracking()
            .Where(one => one.State == StatementState.WaitingForAccount).ToListAsync(work.Ct)).Select(OfAccount).ToHashSet();
        await OneCase.SettleAsync(work, CaseFact.AccountKnown,
            [.. taken.Select(OfAccount).Distinct().Where(key => !waiting.Contains(key))], new CaseClosing(
                "The bank account was not registered.", "It is known now, and its lines are taken.",
                NoMoneyReason: "Each line that is certain posts by itself."));
        await work.Db.SaveChangesAsync(work.Ct);
    }

    public static string OfLine(BankLineId line) => $"{LinePrefix}{line}";

    /// <summary>The case of a return that is proved and refused.</summary>
    public static string OfReturn(BankLineId line) => $"return-not-booked:{line}";

    /// <summary>The line that a case is about, or null.</summary>
    public static BankLineId? LineOf(ExceptionCase found) =>
        found.DedupeKey.StartsWith(LinePrefix, StringComparison.Ordinal)
            && Guid.TryParse(found.DedupeKey[LinePrefix.Length..], out var id) ? new BankLineId(id) : null;

    private static string OfFile(BankFileId file) => $"bank-lines:{file}";

    private static string OfAccount(BankStatement statement) =>
        $"bank-account:{BankWords.Plain(statement.Account)}:{statement.Currency?.Code}";

    public static string Masked(string? account) =>
        BankWords.Plain(account) is { Length: > 4 } plain ? $"•••• {plain[^4..]}" : "••••";
}
