using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>The cases that an import opens: what no rule books, whose account is not known, what does not continue.</summary>
internal static class LineCases
{
    /// <summary>So many lines of one file become cases of their own; of more the file is one case.</summary>
    public const int Most = 50;

    private static readonly Dictionary<LineClass, ExceptionType> Types = new()
    {
        [LineClass.PayoutReturned] = ExceptionType.ReturnedPayout,
        [LineClass.ReceiptReturned] = ExceptionType.ReturnOrReversal,
        [LineClass.ProviderSweepIn] = ExceptionType.ReconciliationBreak,
    };

    public static async Task OpenAsync(Work work, BankFile file, LineBooks books)
    {
        if (books.UndecidedCount > Most)
        {
            var first = books.Undecided[0];
            await work.OpenExceptionAsync(
                ExceptionType.MissingPosting, "banking.lines-undecided",
                $"{books.UndecidedCount} lines of bank file {file.Name} are booked by no rule.", $"bank-lines:{file.Id}", null,
                new ExceptionLinks { LegalEntityId = first.LegalEntityId, ProviderReference = file.Hash });
            return;
        }

        foreach (var line in books.Undecided)
        {
            var amount = new Money(line.AmountMinor, line.Currency);
            await work.OpenExceptionAsync(
                Types.GetValueOrDefault(line.Class, ExceptionType.MissingPosting), "banking.line-undecided",
                $"{amount} on {line.BookedOn:uuuu-MM-dd}: {LineClasses.Of(line.Class).Words} ({line.Rule}).",
                $"bank-line:{line.Id}", amount,
                new ExceptionLinks { LegalEntityId = line.LegalEntityId, ProviderReference = line.BankReference });
        }
    }

    public static Task UnknownAccountAsync(Work work, BankStatement statement) => work.OpenExceptionAsync(
        ExceptionType.MissingReference, "banking.unknown-account",
        $"A bank statement in {statement.Currency?.Code ?? "no stated currency"} waits: no bank account of ours has the number "
            + $"{Masked(statement.Account)}. Register it, or choose the account at the file.",
        $"bank-account:{BankWords.Plain(statement.Account)}:{statement.Currency?.Code}", null,
        new ExceptionLinks { ProviderReference = statement.Reference });

    public static Task OtherCurrencyAsync(Work work, BankStatement statement, TreasuryAccount account, int lines) =>
        work.OpenExceptionAsync(
            ExceptionType.ReconciliationBreak, "banking.other-currency",
            $"{lines} lines of a statement of {account.Name} are not in {account.Currency} and were not taken.",
            $"bank-currency:{statement.Id}", null, new ExceptionLinks { LegalEntityId = account.LegalEntityId });

    public static Task GapAsync(Work work, BankStatement statement, TreasuryAccount account, Money before) =>
        work.OpenExceptionAsync(
            ExceptionType.ReconciliationBreak, "banking.does-not-continue",
            $"The statement of {account.Name} from {statement.OpeningOn:uuuu-MM-dd} opens with "
                + $"{new Money(statement.OpeningMinor!.Value, account.Currency)}, the one before closed with {before}.",
            $"bank-gap:{statement.Id}",
            new Money(statement.OpeningMinor.Value, account.Currency) - before,
            new ExceptionLinks { LegalEntityId = account.LegalEntityId });

    public static string Masked(string? account) =>
        BankWords.Plain(account) is { Length: > 4 } plain ? $"•••• {plain[^4..]}" : "••••";
}
