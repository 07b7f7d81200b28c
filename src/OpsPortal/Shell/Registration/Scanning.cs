using System.Reflection;
using OpsPortal.Data.Start;

namespace OpsPortal;

/// <summary>Registers what carries <see cref="UseCaseAttribute"/>, <see cref="PartAttribute"/> or one of the scanned
/// interfaces.</summary>
internal static class Scanning
{
    private static readonly Type[] ScannedInterfaces =
        [typeof(IEndpoints), typeof(IConsoleCommand), typeof(IStartStep), typeof(ISchemaStep)];

    public static IEnumerable<Type> Classes =>
        typeof(Scanning).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false });

    public static IServiceCollection AddScanned(this IServiceCollection services)
    {
        foreach (var type in Classes)
        {
            if (type.GetCustomAttribute<UseCaseAttribute>() is not null)
                services.AddTransient(type);
            else if (type.GetCustomAttribute<PartAttribute>() is not null
                || ScannedInterfaces.Any(scanned => scanned.IsAssignableFrom(type)))
                services.AddPart(type);
        }

        return services;
    }

    private static void AddPart(this IServiceCollection services, Type type)
    {
        services.AddSingleton(type);
        foreach (var face in type.GetInterfaces().Where(IsForwarded))
            services.AddSingleton(face, provider => provider.GetRequiredService(type));
    }

    private static bool IsForwarded(Type face) => face == typeof(IHostedService) || face.Assembly == typeof(Scanning).Assembly;
}
