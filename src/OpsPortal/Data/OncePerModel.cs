using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsPortal.Data;

/// <summary>A question that is translated into SQL once for each kind of database instead of at each call: for what is asked so
/// often, or answered so fast, that the translation counts.</summary>
internal sealed class OncePerModel<TQuestion>(Func<TQuestion> translate)
    where TQuestion : class
{
    private readonly ConditionalWeakTable<IModel, TQuestion> questions = [];

    public TQuestion For(DbContext db) => questions.GetValue(db.Model, _ => translate());
}
