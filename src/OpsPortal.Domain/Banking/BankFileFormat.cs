namespace OpsPortal.Domain.Banking;

/// <summary>The formats of bank files that are read; the content decides, never the file's name.</summary>
public enum BankFileFormat
{
    Unknown,

    /// <summary>ISO 20022 camt.052, camt.053 and camt.054.</summary>
    Camt,

    /// <summary>SWIFT MT940; of MT942 the lines are named and not taken.</summary>
    Mt940,

    Bai2,

    /// <summary>Comma or otherwise separated columns, read by a preset.</summary>
    Csv,
}
