using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>An amount with its currency, right-aligned in tabular figures, negative in parentheses.</summary>
public sealed partial class MoneyText
{
    [Parameter]
    public Money? Amount { get; set; }

    [Parameter]
    public long? Minor { get; set; }

    [Parameter]
    public Currency? Currency { get; set; }

    private Money? Shown => Amount ?? (Minor is { } minor && Currency is { } currency ? new Money(minor, currency) : null);
}
