using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>One handing over of journal documents to a target: its span of booked days, and the files that were made.</summary>
public sealed class ErpHandover : IOfCompany
{
    private readonly List<ErpFile> files = [];

    private ErpHandover()
    {
    }

    public ErpHandover(
        ErpHandoverId id, LegalEntityId entity, int number, ErpSpan span, ErpChoice choice, int mappingVersion, bool provisional,
        PersonId by, Instant at)
    {
        Id = id;
        LegalEntityId = entity;
        Number = number;
        Target = span.Target;
        FirstDay = span.FirstDay;
        LastDay = span.LastDay;
        Granularity = span.Granularity;
        Choice = choice;
        MappingVersion = mappingVersion;
        IsProvisional = provisional;
        HandedOverBy = by;
        HandedOverAt = at;
    }

    public ErpHandoverId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ErpTarget Target { get; private set; }

    /// <summary>Counts the handovers of a company to a target.</summary>
    public int Number { get; private set; }

    public LocalDate FirstDay { get; private set; }

    public LocalDate LastDay { get; private set; }

    public ErpGranularity Granularity { get; private set; }

    public ErpChoice Choice { get; private set; }

    /// <summary>The version of the mapping that was used; 0 is the chart's own numbers.</summary>
    public int MappingVersion { get; private set; }

    /// <summary>A month of its span was not closed yet: more may be booked into it.</summary>
    public bool IsProvisional { get; private set; }

    public int DocumentCount { get; private set; }

    public int EntryCount { get; private set; }

    public PersonId HandedOverBy { get; private set; }

    public Instant HandedOverAt { get; private set; }

    public IReadOnlyList<ErpFile> Files => files;

    public void Take(int documents, int entries) => (DocumentCount, EntryCount) = (documents, entries);

    /// <summary>Keeps a file exactly as it was made.</summary>
    public void Keep(string name, byte[] content, string hash) =>
        files.Add(new ErpFile(Id, files.Count + 1, name, content, hash));
}

/// <summary>What a handover covers: a target, booked days, and how finely.</summary>
public sealed record ErpSpan(ErpTarget Target, LocalDate FirstDay, LocalDate LastDay, ErpGranularity Granularity)
{
    public Refusal? Check() => LastDay < FirstDay || Period.DaysBetween(FirstDay, LastDay) > 366 ? ErpRefusals.BadSpan : null;
}

/// <summary>A file of a handover: the exact bytes and their SHA-256.</summary>
public sealed class ErpFile
{
    private ErpFile()
    {
    }

    internal ErpFile(ErpHandoverId handover, int ordinal, string name, byte[] content, string hash)
    {
        HandoverId = handover;
        Ordinal = ordinal;
        Name = name;
        Content = content;
        SizeBytes = content.Length;
        Hash = hash;
    }

    public ErpHandoverId HandoverId { get; private set; }

    public int Ordinal { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public long SizeBytes { get; private set; }

    public string Hash { get; private set; } = "";
}
