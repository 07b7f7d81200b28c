using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using OpsPortal.Data;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>The objects that a store keeps for each legal entity, found through the model: by their own legal entity, or by
/// that of what they belong to.</summary>
internal sealed partial class Subjects
{
    private const int Deepest = 5;

    private readonly Dictionary<Type, Dictionary<Guid, Guid>> owners = [];
    private readonly HashSet<Type> standIns = [];
    private Dictionary<Guid, Guid>? ownerOfEach;

    private Subjects()
    {
    }

    /// <param name="named">The kinds that some door names: of these there shall be an object.</param>
    public static async Task<Subjects> ReadAsync(
        OpsDbContext db, IReadOnlyList<LegalEntityId> entities, IReadOnlySet<Type> named)
    {
        var subjects = new Subjects();
        subjects.owners[typeof(LegalEntityId)] = entities.ToDictionary(entity => entity.Value, entity => entity.Value);
        var kinds = db.Model.GetEntityTypes().Where(type => KeyOf(type) is not null).ToList();
        for (var depth = 0; depth < Deepest; depth++)
        {
            foreach (var kind in kinds.Where(kind => !subjects.owners.ContainsKey(KeyOf(kind)!.ClrType)))
                await subjects.OwnersOfAsync(db, kind, named);
        }

        return subjects;
    }

    /// <summary>True when objects of this kind belong to a legal entity.</summary>
    public bool IsScoped(Type kind) => owners.ContainsKey(kind);

    /// <summary>True when the only object of this kind is a stand-in.</summary>
    public bool IsStandIn(Type kind) => standIns.Contains(kind);

    /// <summary>An object of this kind that belongs to the entity; null where the store has none.</summary>
    public Guid? Of(Type kind, LegalEntityId entity) =>
        owners.TryGetValue(kind, out var rows)
            && rows.FirstOrDefault(row => row.Value == entity.Value) is { Key: var id } && id != default ? id : null;

    /// <summary>The first id in a text that belongs to another legal entity than the worker's, unless the caller named it; null
    /// where there is none.</summary>
    public Guid? ForeignIn(string text, LegalEntityId worker, IReadOnlyCollection<Guid> named)
    {
        ownerOfEach ??= owners.Values.SelectMany(rows => rows).DistinctBy(row => row.Key)
            .ToDictionary(row => row.Key, row => row.Value);
        return Ids().Matches(text).Select(found => (Guid?)Guid.Parse(found.Value)).FirstOrDefault(id =>
            !named.Contains(id!.Value) && ownerOfEach.TryGetValue(id.Value, out var entity) && entity != worker.Value);
    }

    // The policies that doors name by id are the house's own, of no company; the companies' have ids of the same kind.
    private async Task OwnersOfAsync(OpsDbContext db, IEntityType kind, IReadOnlySet<Type> named)
    {
        var key = KeyOf(kind)!;
        var belongs = kind.GetProperties().FirstOrDefault(p => KindOf(p) == typeof(LegalEntityId) && p != key)
            ?? kind.GetProperties().FirstOrDefault(p => p != key && owners.GetValueOrDefault(KindOf(p)) is { Count: > 0 });
        if (belongs is null || key.ClrType == typeof(PolicyId))
            return;
        var above = owners[KindOf(belongs)];
        var rows = (await RowsAsync(db, kind, key, belongs)).Where(row => above.ContainsKey(row.Owner))
            .ToDictionary(row => row.Id, row => above[row.Owner]);
        owners[key.ClrType] = rows;
        if (rows.Count > 0 || !named.Contains(key.ClrType))
            return;
        var (owner, entity) = above.First();
        rows[await StandIns.AddAsync(db, kind, key, belongs, owner)] = entity;
        standIns.Add(key.ClrType);
    }

    // Also rows of owned types, which no set gives.
    private static async Task<List<(Guid Id, Guid Owner)>> RowsAsync(
        OpsDbContext db, IEntityType kind, IProperty key, IProperty belongs)
    {
        var rows = new List<(Guid, Guid)>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"""
            SELECT "{key.GetColumnName()}", "{belongs.GetColumnName()}" FROM "{kind.GetTableName()}"
            WHERE "{belongs.GetColumnName()}" IS NOT NULL ORDER BY 1
            """;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return rows;
    }

    private static Type KindOf(IProperty property) => Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

    private static IProperty? KeyOf(IEntityType type) =>
        type.FindPrimaryKey()?.Properties.LastOrDefault(part => part.Name == "Id" && typeof(IId<>).IsAmong(part.ClrType));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}
