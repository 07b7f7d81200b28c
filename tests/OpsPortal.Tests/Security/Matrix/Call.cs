using System.Collections;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Calls a door and says what came back: the code of a refusal, "done", or an exception.</summary>
internal sealed record Call(string Code, Refusal? Refusal, object? Value)
{
    public const string Done = "done";

    public bool IsBroken => Code.StartsWith("threw", StringComparison.Ordinal);

    public static async Task<Call> RunAsync(IServiceProvider services, Door door, object?[] arguments)
    {
        try
        {
            var task = (Task)door.Method.Invoke(services.GetRequiredService(door.UseCase), arguments)!;
            await task;
            var value = task.GetType().GetProperty("Result")?.GetValue(task);
            var refusal = RefusalOf(value);
            return new Call(refusal?.Code ?? Done, refusal, value);
        }
        catch (Exception trouble)
        {
            var cause = trouble is TargetInvocationException { InnerException: { } inner } ? inner : trouble;
            return new Call($"threw {cause.GetType().Name}: {cause.GetBaseException().Message}", null, null);
        }
    }

    // An outcome, something that holds an outcome, or a row for each of several objects.
    private static Refusal? RefusalOf(object? value) => value switch
    {
        null or string => null,
        IEnumerable rows => rows.Cast<object?>().Select(RefusalOf).FirstOrDefault(refusal => refusal is not null),
        _ => value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => property.PropertyType == typeof(Refusal) ? (Refusal?)property.GetValue(value)
                : property.Name == "Outcome" ? RefusalOf(property.GetValue(value)) : null)
            .FirstOrDefault(refusal => refusal is not null),
    };
}
