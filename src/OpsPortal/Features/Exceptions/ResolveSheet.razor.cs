using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>Takes what a case is closed with: cause, resolution, and the posting or why no money moved.</summary>
public sealed partial class ResolveSheet
{
    private string rootCause = "";
    private string resolution = "";
    private string noMoney = "";
    private bool wasOpen;
    private Guid entry;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public ResolvingPosting Posting { get; set; }

    /// <summary>The entries that belong to the case since it opened.</summary>
    [Parameter]
    public IReadOnlyList<(EntryId Id, string Words)> Entries { get; set; } = [];

    /// <summary>True for several cases at once: those that ask for an entry are left out and say so.</summary>
    [Parameter]
    public bool Several { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<CaseClosing> OnResolve { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    private string NoEntry => Entries.Count == 0 ? "Nothing was posted for this case since it opened" : "None";

    private string MoneySentence => Posting switch
    {
        _ when Several => "Cases whose posting must be named are left out and say so.",
        ResolvingPosting.EntryDemanded => "Money moves by it: choose the entry that posted it.",
        ResolvingPosting.EntryOrReason => "Choose the entry that posted it, or say why no money moved.",
        _ => "Money need not move by it.",
    };

    protected override void OnParametersSet()
    {
        if (Open && !wasOpen)
            (rootCause, resolution, noMoney, entry) = ("", "", "", Guid.Empty);
        wasOpen = Open;
    }

    private Task ConfirmAsync() => OnResolve.InvokeAsync(new CaseClosing(
        rootCause, resolution, entry == Guid.Empty ? null : new EntryId(entry), noMoney.Length == 0 ? null : noMoney));
}
