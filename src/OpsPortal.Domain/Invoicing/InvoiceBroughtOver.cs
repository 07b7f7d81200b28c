using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Domain.Invoicing;

/// <summary>A document that a former system issued: it is payable, dunned, matched and aged like any other.</summary>
public sealed partial class Invoice
{
    /// <summary>The cut-over that brought it; null where we issued it. Its amounts are what was open then.</summary>
    public CutOverId? CutOverId { get; private set; }

    public void ComeOver(CutOverId by) => CutOverId = by;
}
