using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Who a payee is, with the sheets that change it and that deactivate or activate it.</summary>
public sealed partial class PayeeParticularsPart
{
    private bool editing, switching;
    private string name = "", email = "", country = "";
    private PayeeKind kind;

    [Parameter, EditorRequired]
    public Payee Payee { get; set; } = default!;

    /// <summary>The name of the legal entity that pays it.</summary>
    [Parameter, EditorRequired]
    public string Entity { get; set; } = "";

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private ChangePayee Change { get; set; } = default!;

    private PayeeParticulars Edited => new(name.Trim(), country.Trim().ToUpperInvariant(), kind, email.Trim());

    private string SwitchText => Payee.IsActive ? "Deactivate payee" : "Activate payee";

    private string SwitchSentence => Payee.IsActive
        ? $"Nothing more is paid out to {Payee.Name}, and payouts that were released and have not been sent are stopped. What is "
            + "owed stays owed."
        : $"{Payee.Name} can leave in a batch again, if every gate is clear.";

    private string Consequence => GateSubjects.AskedAnew(Payee.ToParticulars(), Edited) is { Count: > 0 } gates
        ? $"Saving leaves {string.Join(", ", gates.Select(GateWords.Name))} undecided where they were decided, and stops payouts "
            + "that were released and have not been sent. The documents of closed months keep the old words."
        : "A new name, country or kind leaves the compliance gates undecided that were decided about the old one.";

    private void Open()
    {
        (name, email, country, kind) = (Payee.Name, Payee.Email, Payee.Country, Payee.Kind);
        (editing, Refusal) = (true, null);
    }

    private void Ask() => (switching, Refusal) = (true, null);

    private void Close() => (editing, switching, Refusal) = (false, false, null);

    private Task SaveAsync() => DoAsync(() => Change.MendAsync(Payee.Id, Edited, Actor, Ct));

    private Task SwitchAsync() => DoAsync(() => Payee.IsActive
        ? Change.DeactivateAsync(Payee.Id, Actor, Ct)
        : Change.ActivateAsync(Payee.Id, Actor, Ct));

    private async Task DoAsync(Func<Task<Outcome>> change)
    {
        if (!await RunAsync(change))
            return;
        Close();
        await Changed.InvokeAsync();
    }
}
