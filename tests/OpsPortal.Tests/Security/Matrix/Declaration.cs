using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>What is declared for every door: the permission that it needs, and what is peculiar to it.</summary>
internal sealed class Declaration
{
    private readonly Dictionary<string, (Permission Needs, string Note)> rows;

    private Declaration(Dictionary<string, (Permission, string)> rows) => this.rows = rows;

    public static Declaration Read() => new(File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Security", "Matrix", "use-cases.csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(
            parts => parts[0], parts => (Enum.Parse<Permission>(parts[1]), parts.ElementAtOrDefault(2) ?? ""),
            StringComparer.Ordinal));

    public IReadOnlyCollection<string> Doors => rows.Keys;

    public Expected Expect(Door door, Column column) =>
        column.Standing != Standing.SignedIn ? Expected.SignedOut
            : rows.TryGetValue(door.Name, out var row) && column.May(row.Needs) ? Expected.Let
                : Expected.NotAllowed;

    /// <summary>It shows all legal entities on purpose.</summary>
    public bool IsForAll(Door door) => NoteOf(door) == "all entities";

    /// <summary>After it no other cell can be run.</summary>
    public bool IsLast(Door door) => NoteOf(door) == "last";

    private string NoteOf(Door door) => rows.TryGetValue(door.Name, out var row) ? row.Note : "";
}

/// <summary>What a cell must answer.</summary>
internal enum Expected
{
    SignedOut,
    NotAllowed,

    /// <summary>The person may: what is said then is about the matter, never about their powers.</summary>
    Let,
}

internal static class Expectations
{
    private static readonly string SignedOut = SharedRefusals.SignedOut.Code;
    private static readonly string NotAllowed = SharedRefusals.NotAllowed("").Code;

    public static bool Fits(this Expected expected, string code) => expected switch
    {
        Expected.SignedOut => code == SignedOut,
        Expected.NotAllowed => code == NotAllowed,
        _ => code != SignedOut && code != NotAllowed && !code.StartsWith("threw", StringComparison.Ordinal),
    };
}
