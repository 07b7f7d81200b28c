using OpsPortal.Api;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>What the API says of files, statements and lines.</summary>
internal static class BankingJson
{
    internal sealed record PlaceJson(int Line, string Reason);

    internal sealed record StatementJson(
        Guid Id, string? Account, Guid? AccountId, string? Currency, StatementKind Kind, string? Reference, string? Number,
        MoneyJson? Opening, LocalDate? OpeningOn, MoneyJson? Closing, LocalDate? ClosingOn, StatementState State, int LinesInFile,
        int LinesTaken, int LinesKnown, int LinesSkipped);

    /// <summary>A statement of a file that was refused, as far as it was read.</summary>
    internal sealed record ReadJson(
        string? Account, string? Currency, StatementKind Kind, string? Reference, string? Number, MoneyJson? Opening,
        MoneyJson? Closing, int LinesInFile, int LinesTaken, int LinesSkipped);

    internal sealed record FileJson(
        Guid FileId, string Name, BankFileFormat Format, string Sha256, bool TakenBefore, int LinesTaken, int LinesKnown,
        int LinesSkipped, IReadOnlyList<StatementJson> Statements, IReadOnlyList<PlaceJson> Skipped,
        IReadOnlyList<PlaceJson> Notes, IReadOnlyList<PlaceJson> Errors);

    internal sealed record ReceiptJson(
        int Line, LocalDate BookedOn, LocalDate? ValueOn, MoneyJson Amount, LineClass Class, string ClassRule,
        LineStanding Standing, Guid? Receipt, MatchStanding Match, string? Rule, double? Score, IReadOnlyList<string> Invoices,
        string? Payer, string? PayerAccount, string? Remittance, string? StructuredReference, string? EndToEndId,
        string? BankReference);

    /// <summary>Of the same file taken again every line is known: nothing was taken this time.</summary>
    public static FileJson Of(ImportAnswer answer)
    {
        var (file, before) = (answer.File, answer.WasTakenBefore);
        return new FileJson(
            file.Id.Value, file.Name, file.Format, file.Hash, before, before ? 0 : file.LinesTaken,
            before ? file.LinesTaken + file.LinesKnown : file.LinesKnown, file.LinesSkipped,
            [.. answer.Statements.Select(one => Of(one, before))],
            [.. answer.Skipped.Select(skip => new PlaceJson(skip.Line, skip.Reason))],
            [.. answer.Notes.Select(note => new PlaceJson(note.Line, note.Text))], []);
    }

    public static ReceiptJson Of(BankLineList.Row row)
    {
        var line = row.Line;
        return new ReceiptJson(
            line.FileLine, line.BookedOn, line.ValueOn, MoneyJson.Of(line.AmountMinor, line.Currency), line.Class, line.Rule,
            line.Standing, line.ReceiptId?.Value, row.Match, row.MatchRule, row.Score, row.Invoices, line.PartyName,
            Domain.Cash.PaymentWords.Masked(line.PartyAccount), line.Remittance, line.StructuredReference, line.EndToEndId,
            line.BankReference);
    }

    public static ReadJson Of(ReadStatement one) => new(
        one.Head.Account, one.Head.Currency?.Code, one.Head.Kind, one.Head.Reference, one.Head.Number,
        Amount(one.Ends?.Opening?.Minor, one.Ends?.Opening?.Currency),
        Amount(one.Ends?.Closing?.Minor, one.Ends?.Closing?.Currency),
        one.Lines, 0, one.Skipped);

    private static StatementJson Of(BankStatement one, bool before) => new(
        one.Id.Value, one.Account, one.BankAccountId?.Value, one.Currency?.Code, one.Kind, one.Reference, one.Number,
        Amount(one.OpeningMinor, one.Currency), one.OpeningOn, Amount(one.ClosingMinor, one.Currency), one.ClosingOn, one.State,
        one.LinesInFile, before ? 0 : one.LinesTaken, before ? one.LinesTaken + one.LinesKnown : one.LinesKnown,
        one.LinesSkipped);

    private static MoneyJson? Amount(long? minor, Currency? currency) =>
        minor is { } some && currency is { } known ? MoneyJson.Of(some, known) : null;
}
