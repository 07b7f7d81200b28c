using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What became of a file's statements together.</summary>
/// <param name="Taken">Lines that were new.</param>
/// <param name="Known">Lines that another file had brought before.</param>
/// <param name="Skipped">Lines that are pending, informational or without an amount.</param>
public readonly record struct LineCounts(int Taken, int Known, int Skipped)
{
    public static LineCounts operator +(LineCounts left, LineCounts right) =>
        new(left.Taken + right.Taken, left.Known + right.Known, left.Skipped + right.Skipped);
}

/// <summary>A bank's file as it was taken: once, whatever its name. Its bytes are kept beside it.</summary>
public sealed class BankFile
{
    public const int NameLength = 200;

    private BankFile()
    {
    }

    public BankFile(
        BankFileId id, string name, BankFileFormat format, string hash, long bytes, CsvPresetId? preset, PersonId by, Instant at)
    {
        Id = id;
        Name = name.Length <= NameLength ? name : name[..NameLength];
        Format = format;
        Hash = hash;
        SizeBytes = bytes;
        PresetId = preset;
        TakenBy = by;
        TakenAt = at;
    }

    public BankFileId Id { get; private set; }

    public string Name { get; private set; } = "";

    public BankFileFormat Format { get; private set; }

    /// <summary>SHA-256 of the bytes: the same bytes are the same file.</summary>
    public string Hash { get; private set; } = "";

    public long SizeBytes { get; private set; }

    public CsvPresetId? PresetId { get; private set; }

    public PersonId TakenBy { get; private set; }

    public Instant TakenAt { get; private set; }

    public int LinesTaken { get; private set; }

    public int LinesKnown { get; private set; }

    public int LinesSkipped { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Adds what one of its statements brought.</summary>
    public void Count(LineCounts counts)
    {
        LinesTaken += counts.Taken;
        LinesKnown += counts.Known;
        LinesSkipped += counts.Skipped;
    }
}
