namespace OpsPortal.Domain.Banking;

/// <summary>What is read at most. Each bound is far above what banks send; beyond it a file is refused, never cut.</summary>
public static class FileLimits
{
    public const long Bytes = 200L * 1024 * 1024;

    /// <summary>Characters of one line of a text file.</summary>
    public const int LineLength = 16_384;

    /// <summary>Characters of one text in an XML file.</summary>
    public const int TextLength = 8_192;

    /// <summary>Bytes of an XML file between two opening brackets: bounds what the parser must hold at once.</summary>
    public const int XmlRun = 65_536;

    public const int XmlDepth = 40;

    /// <summary>Elements inside one entry or one of its details.</summary>
    public const int XmlElements = 2_000;

    /// <summary>Details of one batch entry that become lines of their own; of a larger batch the entry is one line.</summary>
    public const int DetailsOfEntry = 50_000;

    public const int Statements = 5_000;

    public const int Lines = 1_000_000;

    /// <summary>Columns of a CSV file.</summary>
    public const int Columns = 200;

    /// <summary>Faults that a report names; the rest is counted.</summary>
    public const int FaultsNamed = 100;
}
