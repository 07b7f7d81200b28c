using System.Linq.Expressions;

namespace OpsPortal.Components;

/// <summary>By what people may sort a list, under the names that its address carries: <c>due</c>, and <c>-due</c> for the other
/// way round. Rows without a value come last both ways. Every order ends with what tells any two rows apart, so no row stands on
/// two pages and none on no page.</summary>
/// <param name="usual">The order of a list that nobody sorted, or by a name that is not known.</param>
/// <param name="last">What tells any two rows apart.</param>
internal sealed class RowOrders<TRow>(
    Func<IQueryable<TRow>, IOrderedQueryable<TRow>> usual, Func<IOrderedQueryable<TRow>, IOrderedQueryable<TRow>> last)
{
    private readonly Dictionary<string, Func<IQueryable<TRow>, bool, IOrderedQueryable<TRow>>> orders = [];
    private readonly Dictionary<string, LambdaExpression> keys = [];

    /// <summary>The orders of a short list that is read whole: its usual order is the one in which it was read, and rows that are
    /// alike keep it.</summary>
    public RowOrders()
        : this(rows => rows.OrderBy(_ => 0), sorted => sorted)
    {
    }

    /// <summary>What each name sorts by.</summary>
    public IReadOnlyDictionary<string, LambdaExpression> Keys => keys;

    public RowOrders<TRow> By<TKey>(string name, Expression<Func<TRow, TKey>> key)
    {
        var missing = default(TKey) is null
            ? Expression.Lambda<Func<TRow, bool>>(
                Expression.Equal(key.Body, Expression.Constant(null, typeof(TKey))), key.Parameters)
            : null;
        keys.Add(name, key);
        orders.Add(name, (rows, isDown) => (missing, isDown) switch
        {
            (null, false) => rows.OrderBy(key),
            (null, true) => rows.OrderByDescending(key),
            (_, false) => rows.OrderBy(missing).ThenBy(key),
            (_, true) => rows.OrderBy(missing).ThenByDescending(key),
        });
        return this;
    }

    /// <summary>All rows of a short list that is read whole.</summary>
    public IReadOnlyList<TRow> Sorted(IReadOnlyList<TRow> rows, string? sort) =>
        sort is null ? rows : [.. Sorted(rows.AsQueryable(), sort)];

    /// <summary>All rows in the order of a name; in the usual one where the list does not know it.</summary>
    public IOrderedQueryable<TRow> Sorted(IQueryable<TRow> rows, string? sort)
    {
        var isDown = sort is ['-', ..];
        var name = isDown ? sort![1..] : sort ?? "";
        return last(orders.TryGetValue(name, out var order) ? order(rows, isDown) : usual(rows));
    }

    /// <summary>The rows of one page, or of the whole list for a file.</summary>
    public IQueryable<TRow> PageOf(IQueryable<TRow> rows, ListPlace place, int size) => place.IsWhole
        ? Sorted(rows, place.Sort).Take(ListPlace.MostOfAFile + 1)
        : Sorted(rows, place.Sort).Skip(TablePage.Before(place.Page, size)).Take(size);
}
