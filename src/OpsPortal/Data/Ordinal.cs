using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Data;

/// <summary>The one order of texts that is the same on every database and machine: by code, not by language.</summary>
internal static class Ordinal
{
    /// <summary>The collation's name on this database, for <c>EF.Functions.Collate</c>.</summary>
    public static string Collation(OpsDbContext db)
    {
        if (db.Database.IsNpgsql())
            return "C";
        return db.Database.IsSqlite() ? "BINARY" : "Latin1_General_100_BIN2";
    }
}
