using OpsPortal.Domain.Contracts;
using OpsPortal.Features.Contracts;

namespace OpsPortal.Tests.Contracts;

/// <summary>While a plan is typed, its sum stands beside the contract's total.</summary>
[Trait("Requirement", "CON-4")]
public sealed class PlanSumTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [InlineData("1000.00", "50%", "", "", "The stages come to EUR 1,000.00 of EUR 1,000.00: they sum to the total.", true)]
    [InlineData("1000.00", "50%", "400.00", "",
        "The stages come to EUR 900.00 of EUR 1,000.00: EUR 100.00 is missing.", false)]
    [InlineData("1000.00", "600.00", "600.01", "",
        "The stages come to EUR 1,200.01 of EUR 1,000.00: EUR 200.01 too much.", false)]
    [InlineData("1000.00", "50%", "", "300.00",
        "The stages come to EUR 1,000.00 of EUR 1,000.00: they sum to the total. EUR 300.00 is asked in advance.", true)]
    [InlineData("1000.00", "50%", "", "1300.00",
        "The stages come to EUR 1,000.00 of EUR 1,000.00: they sum to the total. EUR 1,300.00 is asked in advance, more than the "
            + "total.", false)]
    public void Sum_OfWhatIsTyped_IsHeldAgainstTheTotal(
        string total, string milestone, string closing, string advance, string words, bool fits)
    {
        var sum = Typed(total, milestone, closing, advance).SumIn(Euro);

        Assert.Equal((words, fits), (sum?.Words, sum?.Fits));
    }

    [Theory]
    [InlineData("", "50%")]
    [InlineData("1000.00", "a half")]
    [InlineData("1000.00", "999999%")]
    [InlineData("0", "50%")]
    [InlineData("1000.00", "-5%")]
    public void Sum_OfWhatCannotBeRead_IsNotGuessed(string total, string milestone) =>
        Assert.Null(Typed(total, milestone, "", "").SumIn(Euro));

    private static CommercialsForm Typed(string total, string milestone, string closing, string advance)
    {
        var form = new CommercialsForm { Total = total };
        if (advance.Length > 0)
            form.Stages.Add(new() { Kind = PlanItemKind.DownPayment, Name = "Down payment", Amount = advance });
        form.Stages.Add(new() { Kind = PlanItemKind.Milestone, Name = "Milestone", Amount = milestone });
        form.Stages.Add(new() { Kind = PlanItemKind.Closing, Name = "Closing", Amount = closing });
        return form;
    }
}
