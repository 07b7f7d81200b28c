namespace OpsPortal.Domain.Invoicing;

/// <summary>One line of the arithmetic, as it stands on the page and in the document.</summary>
public sealed record ArithmeticStep(string Words, long AmountMinor);

/// <summary>
/// What a closing invoice bills: the contract total, less what earlier stages billed, less retention still to come; then what is
/// paid in advance. Every step is shown.
/// </summary>
public sealed record ClosingArithmetic(IReadOnlyList<ArithmeticStep> Steps, long RemainderMinor, long DueMinor)
{
    /// <param name="totalMinor">Of the contract version, gross.</param>
    /// <param name="earlier">Invoices of earlier stages, down payments left out: name and gross, voided ones left out.</param>
    /// <param name="laterMinor">Stages still to come, such as retention.</param>
    /// <param name="creditedMinor">Credits on the earlier invoices; shown, and part of what the buyer no longer owes.</param>
    /// <param name="clearedMinor">Paid down payment cleared by this invoice.</param>
    public static ClosingArithmetic Of(
        long totalMinor, IReadOnlyList<(string Words, long GrossMinor)> earlier, long laterMinor, long creditedMinor,
            long clearedMinor)
    {
        var steps = new List<ArithmeticStep> { new("Contract total", totalMinor) };
        steps.AddRange(earlier.Select(invoice => new ArithmeticStep($"less {invoice.Words}", -invoice.GrossMinor)));
        if (creditedMinor != 0)
        {
            steps.Add(new ArithmeticStep("less credited on earlier invoices", -creditedMinor));
            steps.Add(new ArithmeticStep("no longer owed: credits reduce the total, not this stage", creditedMinor));
        }

        if (laterMinor != 0)
            steps.Add(new ArithmeticStep("less stages still to be billed", -laterMinor));
        var remainder = steps.Sum(step => step.AmountMinor);
        steps.Add(new ArithmeticStep("This invoice, gross", remainder));
        if (clearedMinor != 0)
            steps.Add(new ArithmeticStep("less down payment already paid and cleared here", -clearedMinor));
        return new ClosingArithmetic(steps, remainder, remainder - clearedMinor);
    }
}
