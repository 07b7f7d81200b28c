using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Our bank accounts, found by the numbers that banks write: the IBAN, the domestic number inside it, or a number that a person
/// has said belongs to an account before. Only one account that fits is an answer.
/// </summary>
internal sealed class OwnAccounts
{
    private const int ShortestDomestic = 6;
    private readonly IReadOnlyList<TreasuryAccount> accounts;
    private readonly ILookup<string, BankAccountId> chosen;
    private string? unknown;

    private OwnAccounts(IReadOnlyList<TreasuryAccount> accounts, ILookup<string, BankAccountId> chosen) =>
        (this.accounts, this.chosen) = (accounts, chosen);

    public IReadOnlyDictionary<string, IReadOnlyList<OwnAccount>> ByNumber => accounts
        .GroupBy(account => BankWords.Plain(account.Iban)).ToDictionary(group => group.Key, group =>
            (IReadOnlyList<OwnAccount>)[.. group.Select(one => new OwnAccount(one.Id, one.LegalEntityId, one.Currency))]);

    public static async Task<OwnAccounts> ReadAsync(OpsDbContext db, CancellationToken ct)
    {
        var all = await db.Set<TreasuryAccount>().AsNoTracking().ToListAsync(ct);
        var named = await db.Set<BankStatement>().Where(statement => statement.BankAccountId != null && statement.Account != null)
            .Select(statement => new { statement.Account, statement.BankAccountId }).Distinct().ToListAsync(ct);
        return new OwnAccounts(all, named.ToLookup(row => BankWords.Plain(row.Account), row => row.BankAccountId!.Value));
    }

    /// <summary>The account that a person gave by id, IBAN or number.</summary>
    public TreasuryAccount? Given(string? text, Func<LegalEntityId, bool> sees) =>
        accounts.SingleOrDefault(account => sees(account.LegalEntityId) && Guid.TryParse(text, out var id)
            && account.Id.Value == id)
            ?? Only(accounts.Where(account => sees(account.LegalEntityId) && text is not null
                && BankWords.Plain(account.Iban) == BankWords.Plain(text)));

    /// <summary>The account of a statement. The given one stands in where the file names none, or one that is not known; of
    /// several unknown ones only for the first.</summary>
    public TreasuryAccount? Find(StatementHead head, TreasuryAccount? given)
    {
        var suits = given is not null && (head.Currency is null || head.Currency == given.Currency);
        if (BankWords.Plain(head.Account) is not { Length: > 0 } number)
            return suits ? given : null;
        // Once a number of the file is the given account's, here or from before, no other number of it can be.
        if (Known(head, number) is { } known)
        {
            if (known.Id == given?.Id)
                unknown ??= number;
            return known;
        }

        return suits && (unknown ??= number) == number ? given : null;
    }

    private TreasuryAccount? Known(StatementHead head, string number)
    {
        var inCurrency = accounts.Where(account => head.Currency is null || account.Currency == head.Currency).ToList();
        return Only(inCurrency.Where(account => BankWords.Plain(account.Iban) == number))
            ?? Only(inCurrency.Where(account => chosen[number].Contains(account.Id)))
            ?? Only(inCurrency.Where(account => IsInside(BankWords.Plain(account.Iban), head.Account!)));
    }

    // A German statement writes bank code and account with a slash; in the IBAN the account is filled up with zeros.
    private static bool IsInside(string iban, string written)
    {
        var parts = written.Split('/').Select(BankWords.Plain).Where(part => part.Length > 0).ToList();
        var number = parts[^1].TrimStart('0');
        if (iban.Length < 15 || number.Length < ShortestDomestic || !number.All(char.IsAsciiDigit)
            || !iban.EndsWith(number, StringComparison.Ordinal))
            return false;
        var bank = parts.Count > 1 && parts[^2].All(char.IsAsciiDigit) ? parts[^2] : "";
        // A Polish number is all of the IBAN but its letters.
        var before = iban[Math.Min(4, iban.Length - number.Length)..^number.Length];
        return before.StartsWith(bank, StringComparison.Ordinal);
    }

    private static TreasuryAccount? Only(IEnumerable<TreasuryAccount> found) =>
        found.Take(2).ToList() is [var one] ? one : null;
}
