using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Insights.Books;

public sealed partial class BooksPage
{
    private IReadOnlyList<BookFigures.Line>? lines;

    [Inject]
    private BookFigures Figures { get; set; } = default!;

    protected override async Task LoadAsync() => lines = Shown(await Figures.RunAsync(Actor, Ct)) ?? lines;
}
