using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

public sealed partial class ManualJournalsPage
{
    private readonly List<ManualLineForm> lines = [new(), new()];
    private ManualJournalList.Answer? answer;
    private Guid entity;
    private string currencyCode = "EUR", reason = "", evidence = "";
    private ObligationEnd? ends;
    private DateOnly effectiveOn = DateOnly.FromDateTime(DateTime.UnixEpoch);

    [Inject]
    private ManualJournalList List { get; set; } = default!;

    [Inject]
    private PrepareManualJournal Prepare { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private TablePage<ManualJournalList.Row> Rows => new(answer!.Journals, answer.Count, Place, ManualJournalList.PageSize);

    protected override void OnInitialized() => effectiveOn = Clock.GetCurrentInstant().InUtc().Date.ToDateOnly();

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Place, Actor, Ct));

    private async Task PrepareAsync()
    {
        var ask = Read();
        if (ask.IsRefused)
        {
            Refusal = ask.Refusal;
            return;
        }

        ManualJournalId made = default;
        if (await RunAsync(() => Prepare.RunAsync(ask.Value, Actor, Ct), id => made = id))
            Navigation.NavigateTo(ManualJournals.Path(made));
    }

    private Outcome<ManualJournalAsk> Read()
    {
        var currency = Currency.Parse(currencyCode.Trim().ToUpperInvariant());
        if (currency.IsRefused)
            return currency.Refusal;
        var read = new List<ManualLine>();
        foreach (var form in lines)
        {
            var line = form.Read(read.Count + 1, currency.Value);
            if (line.IsRefused)
                return line.Refusal;
            read.Add(line.Value);
        }

        return new ManualJournalAsk(
            new(entity), currency.Value, LocalDate.FromDateOnly(effectiveOn), reason, evidence, read)
        {
            Ends = ends,
        };
    }
}

/// <summary>One line as typed: one of debit and credit is filled.</summary>
internal sealed class ManualLineForm
{
    public Account Account { get; set; } = Account.ProviderAndBankFees;

    public string Debit { get; set; } = "";

    public string Credit { get; set; } = "";

    public Guid BankAccount { get; set; }

    public Outcome<ManualLine> Read(int number, Currency currency)
    {
        var typed = Debit.Trim().Length > 0 ? Debit.Trim() : Credit.Trim();
        if (Debit.Trim().Length > 0 && Credit.Trim().Length > 0)
            return LedgerRefusals.TwoSidedLine(number);
        if (typed.Length == 0)
            return LedgerRefusals.EmptyLine(number);
        var amount = Money.ParseTyped(typed, currency);
        if (amount.IsRefused)
            return amount.Refusal;
        return new ManualLine(
            number, Account, Debit.Trim().Length > 0 ? amount.Value.Minor : -amount.Value.Minor,
            Account == Account.BankCash && BankAccount != Guid.Empty ? new BankAccountId(BankAccount) : null);
    }
}

/// <summary>How a manual journal reads and looks.</summary>
internal static class ManualJournalWords
{
    public static string EndOf(ObligationEnd end) => end switch
    {
        ObligationEnd.LivesOn => "Lives on: moved or corrected",
        ObligationEnd.Discharged => "Discharged: it was met",
        ObligationEnd.Cancelled => "Cancelled: it was given up",
        ObligationEnd.Expired => "Expired: nobody can claim it any longer",
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };

    public static Tone Tone(ManualJournalState state) => state switch
    {
        ManualJournalState.Prepared => Components.Tone.Warn,
        ManualJournalState.Posted => Components.Tone.Good,
        ManualJournalState.Refused => Components.Tone.Bad,
        ManualJournalState.Withdrawn => Components.Tone.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
