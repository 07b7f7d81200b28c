using NodaTime;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Cash.Matching;

/// <summary>One case with a buyer of its own.</summary>
internal sealed class Shape(Reconciliation set, string name, string buyer)
{
    private static readonly string[] Names =
    [
        "Aldermann Maschinenbau GmbH", "Brightwater Foods Ltd", "Calloway & Sons Inc.", "Domaine Sorel SARL",
        "Eikeland Shipping AS", "Fabryka Nowak Sp. z o.o.", "Grünfeld Optik AG", "Hartigan Logistics LLC",
        "Inverness Timber PLC", "Juniper Clinics Corp.", "Kestrel Analytics BV", "Lundqvist Energi AB",
        "Moretti Ceramiche SpA", "Norvale Textiles Ltd", "Orchard Street Media Inc.", "Pellerin Transports SAS",
        "Quarrystone Quarries Ltd", "Rosenthal Verlag GmbH", "Sandoval Foods SL", "Thornbury Hotels PLC",
        "Umbra Lighting Oy", "Valmont Pharma SA", "Westerholm Paper AB", "Yarrow Biotech Inc.",
        "Zeller Werkzeuge KG",
    ];

    private static readonly string[] Surrounds =
        ["{0}", "Invoice {0}", "Payment for {0}, thank you", "{0} dated 12.03.2026", "RG {0} vom 02.03.2026", "ref {0}/our file",
            "inv: {0}; EUR 12,50 discount refused", "/INV/{0}/", "Zahlung {0} Kd-Nr. 77"];

    private readonly string payer = $"{Names[set.Dice.Throw(Names.Length)]} {Word(set.Dice)}";

    public Dice Dice => set.Dice;

    public string Payer => payer;

    public string Buyer => buyer;

    public long Amount() => 10_000 + Dice.Throw(4_000_000);

    public string Number()
    {
        var n = set.NextNumber();
        return Dice.Throw(4) switch
        {
            0 => $"INV-2026-{n:00000}",
            1 => $"RE{n:000000}",
            2 => $"FV/{n}/2026",
            _ => $"INV-{n}",
        };
    }

    public OpenInvoice Owes(long minor, string? number = null, Func<OpenInvoice, OpenInvoice>? change = null)
    {
        var invoice = new OpenInvoice
        {
            Id = $"i{set.Invoices.Count + 1}", Number = number ?? Number(), Buyer = buyer, Names = [payer],
            Accounts = [$"DE00{buyer}"], Currency = Currency.Of("EUR"), OpenMinor = minor,
            IssuedOn = new LocalDate(2026, 2, 1 + Dice.Throw(20)), DueOn = new LocalDate(2026, 3, 1 + Dice.Throw(28)),
        };
        invoice = change?.Invoke(invoice) ?? invoice;
        set.Invoices.Add(invoice);
        return invoice;
    }

    public IncomingPayment Pays(long minor, string? text, IEnumerable<OpenInvoice> truth,
        Func<IncomingPayment, IncomingPayment>? change = null)
    {
        var payment = new IncomingPayment
        {
            Id = $"p{set.Payments.Count + 1}", Currency = Currency.Of("EUR"), GrossMinor = minor, PayerName = payer,
            RemittanceText = text, ValueDate = new LocalDate(2026, 3, 10 + Dice.Throw(15)),
        };
        payment = change?.Invoke(payment) ?? payment;
        set.Payments.Add(payment);
        set.Truth[payment.Id] = [.. truth.Select(invoice => invoice.Id)];
        set.ShapeOf[payment.Id] = name;
        return payment;
    }

    public string Around(string number) => string.Format(null, Dice.Pick(Surrounds), number);

    private static string Word(Dice dice) =>
        string.Concat(Enumerable.Range(0, 6).Select(at => (char)((at == 0 ? 'A' : 'a') + dice.Throw(26))));
}
