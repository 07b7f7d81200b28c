namespace OpsPortal.Documents;

/// <summary>A document for people, apart from how it is written: a library could take the writing over in one file.</summary>
/// <param name="Title">Also in the file's metadata.</param>
/// <param name="MadeOn">In the metadata; the same document gives the same bytes.</param>
internal sealed record PaperDocument(string Title, string Author, LocalDate MadeOn, IReadOnlyList<PaperBlock> Blocks);

/// <summary>A piece of a document, in reading order.</summary>
internal abstract record PaperBlock;

internal sealed record PaperHeading(string Text, bool IsTitle = false) : PaperBlock;

internal sealed record PaperParagraph(string Text) : PaperBlock;

internal sealed record PaperValues(IReadOnlyList<(string Name, string Value)> Rows) : PaperBlock;

/// <param name="Widths">Shares of the width, one a column.</param>
/// <param name="RightFrom">The first column that holds figures; it and those after it are right-aligned.</param>
internal sealed record PaperTable(
    IReadOnlyList<string> Heads, IReadOnlyList<double> Widths, int RightFrom, IReadOnlyList<IReadOnlyList<string>> Rows)
        : PaperBlock;
