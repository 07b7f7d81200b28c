using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

public sealed partial class BankLinePage
{
    private BankLineDetail.Answer? answer;
    private LinePurpose purpose;
    private Guid? subject;
    private string reason = "";
    private bool refusing;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private BankLineDetail Detail { get; set; } = default!;

    [Inject]
    private BookLineByHand Book { get; set; } = default!;

    [Inject]
    private DecideLineBooking Decide { get; set; } = default!;

    private LineSubjectKind Names => LinePurposes.Of(purpose).Names;

    private IReadOnlyList<LineSubjects.Row> Subjects => answer!.Subjects.Of(Names);

    private Money Amount => new(Math.Abs(answer!.Line.AmountMinor), answer.Line.Currency);

    private string Hint => Amount.Minor > answer!.Limit.Minor
        ? $"Above {answer.Limit} a controller decides: it is booked when they approve."
        : "It is booked at once, only against what is owed; unapplied cash of the former system is sent back by two people, and "
            + "two say what brings the amount of a refund that is sent and not booked.";

    protected override async Task LoadAsync()
    {
        answer = Shown(await Detail.RunAsync(new BankLineId(Id), Actor, Ct));
        if (answer is { Purposes: [var first, ..] } && answer.Purposes.All(row => row.Purpose != purpose))
            purpose = first.Purpose;
    }

    private Task BookAsync() => RunAsync(async () => (await Book.RunAsync(
        new BookLineByHand.Command(
            new BankLineId(Id), purpose, reason,
            Names == LineSubjectKind.Refund && subject is { } refund ? new RefundId(refund) : null,
            Names == LineSubjectKind.Receipt && subject is { } receipt ? new ReceiptId(receipt) : null), Actor, Ct))
        .WithoutValue());

    private Task ApproveAsync() => RunAsync(() => Decide.ApproveAsync(answer!.Waiting!.Id, Actor, Ct));

    private async Task RefuseAsync(string note)
    {
        if (await RunAsync(() => Decide.RefuseAsync(answer!.Waiting!.Id, note, Actor, Ct)))
            refusing = false;
    }
}
