using NodaTime;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Banking.EntryVerdict;
using static OpsPortal.Domain.Banking.StatementKind;

namespace OpsPortal.Domain.Tests.Banking;

public sealed class EntryRulesTests
{
    private static readonly BankAccountId Account = new(Guid.Parse("0195f000-0000-7000-8000-000000000011"));
    private static readonly BankLineId Line = new(Guid.Parse("0195f000-0000-7000-8000-000000000021"));

    /// <summary>An entry in the books as [kind, sum, details, own reference], then one that another file tells.</summary>
    [Theory]
    // The sum first, its details later, and the other way round.
    [InlineData(Statement, 300, 0, null, Notification, true, 300, 2, null, Known)]
    [InlineData(Notification, 300, 2, null, Statement, true, 300, 0, null, Known)]
    [InlineData(Statement, 300, 0, null, Notification, true, 300, 1, "D1", Known)]
    [InlineData(Notification, 300, 1, "D1", Statement, true, 300, 0, null, Known)]
    [InlineData(Statement, 300, 2, null, Notification, true, 300, 2, null, Known)]
    [InlineData(Interim, 300, 0, null, Statement, true, 300, 0, null, Known)]
    [InlineData(Statement, 300, 0, null, Statement, true, 300, 2, null, Known)]
    // Payments with references of their own are two, whatever their entries share.
    [InlineData(Notification, 300, 1, "D1", Notification, true, 300, 1, "D2", New)]
    [InlineData(Notification, 300, 1, "D1", Statement, true, 300, 1, "D1", Known)]
    // Only a batch says what the whole entry is.
    [InlineData(Statement, 300, 0, null, Notification, true, 290, 2, null, Disagrees)]
    [InlineData(Notification, 290, 2, null, Statement, true, 300, 0, null, Disagrees)]
    [InlineData(Statement, 300, 1, null, Notification, true, 290, 1, null, New)]
    [InlineData(Statement, 300, 2, null, Statement, true, 290, 2, null, New)]
    // Without a reference one kind of file tells the sum and another the payments, or nothing is known.
    [InlineData(Statement, 300, 0, null, Notification, false, 300, 2, null, Known)]
    [InlineData(Notification, 300, 1, null, Statement, false, 300, 0, null, Known)]
    [InlineData(Statement, 300, 1, null, Notification, false, 300, 2, null, New)]
    [InlineData(Notification, 300, 0, null, Notification, false, 300, 1, null, New)]
    [InlineData(Notification, 300, 1, null, Notification, false, 300, 1, null, New)]
    public void Judge_AnEntryBesideOneInTheBooks(
        StatementKind knownKind, long knownMinor, int knownDetails, string? knownOwn, StatementKind kind, bool isNamed,
        long minor, int details, string? own, EntryVerdict verdict)
    {
        var known = new KnownEntry(Line, knownKind, knownMinor, knownDetails, knownOwn);
        var found = EntryRules.Judge(new ToldEntry(kind, isNamed, minor, details, own, 1), [known]);
        Assert.Equal((verdict, verdict == New ? null : known), found);
    }

    [Fact]
    public void Judge_EqualEntriesOfOneFile_AreAsManyAsItTells()
    {
        KnownEntry[] known = [new(Line, Statement, 300, 0, null), new(new(Guid.NewGuid()), Statement, 300, 0, null)];
        var told = new ToldEntry(Notification, true, 300, 2, null, 1);
        Assert.Equal((Known, known[0]), EntryRules.Judge(told, known));
        Assert.Equal((Known, known[1]), EntryRules.Judge(told with { Number = 2 }, known));
        Assert.Equal((New, null), EntryRules.Judge(told with { Number = 3 }, known));
        Assert.Equal((New, null), EntryRules.Judge(told, []));
    }

    [Theory]
    [InlineData("B1", 300, "B1", 300, 2, true)]
    [InlineData("B1", 300, " B1 ", 290, 2, true)]
    [InlineData("B1", 300, "B2", 300, 2, false)]
    [InlineData("B1", 300, "B1", -300, 2, false)]
    [InlineData("B1", 300, "B1", 300, 3, false)]
    [InlineData("NONREF", 300, null, 300, 2, true)]
    [InlineData("NONREF", 300, null, 290, 2, false)]
    public void Key_IsThatOfAccountDayDirectionAndReference(
        string? first, long firstMinor, string? second, long secondMinor, int day, bool isSame)
    {
        var key = new BookedEntry(first, firstMinor, 0, 0).Key(Account, new LocalDate(2026, 3, 2));
        Assert.Equal(isSame, key == new BookedEntry(second, secondMinor, 2, 1).Key(Account, new LocalDate(2026, 3, day)));
    }
}
