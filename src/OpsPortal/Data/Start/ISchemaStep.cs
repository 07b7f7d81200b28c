namespace OpsPortal.Data.Start;

/// <summary>
/// What the model cannot express and every database needs again after each change of its schema, such as triggers. Found by
/// scanning; must be safe to run twice.
/// </summary>
internal interface ISchemaStep
{
    Task ApplyAsync(OpsDbContext db, CancellationToken ct);
}
