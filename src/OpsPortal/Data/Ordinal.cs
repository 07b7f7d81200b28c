using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Data;

/// <summary>The one order of texts that is the same on every database and machine: by code, not by language.</summary>
internal static class Ordinal
{
    /// <summary>Goes on ordering by a text, ordinally.</summary>
    public static IOrderedQueryable<T> ThenByOrdinal<T>(
        this IOrderedQueryable<T> rows, OpsDbContext db, Expression<Func<T, string>> text)
    {
        // The translation takes the collation's name as a constant only, which a lambda cannot hold.
        var collated = Expression.Call(
            typeof(RelationalDbFunctionsExtensions), nameof(RelationalDbFunctionsExtensions.Collate), [typeof(string)],
            Expression.Constant(EF.Functions), text.Body, Expression.Constant(Collation(db)));
        return rows.ThenBy(Expression.Lambda<Func<T, string>>(collated, text.Parameters));
    }

    private static string Collation(OpsDbContext db)
    {
        if (db.Database.IsNpgsql())
            return "C";
        return db.Database.IsSqlite() ? "BINARY" : "Latin1_General_100_BIN2";
    }
}
