using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>Where in the app an event came from, and what its context holds.</summary>
internal static class Surroundings
{
    /// <summary>True inside a command or job of this name, else inside a method of a type of this name.</summary>
    public static bool IsIn(string room)
    {
        for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
            if (activity.OperationName == room)
                return true;
        return !room.Contains(' ', StringComparison.Ordinal) && new StackTrace(fNeedFileInfo: false).GetFrames()
            .Any(frame => IsOf(frame.GetMethod()?.DeclaringType, room));
    }

    public static bool Holds(DbContext? context, Func<object, bool>? what) =>
        what is null || (context is not null && context.ChangeTracker.Entries().Any(entry => what(entry.Entity)));

    private static bool IsOf(Type? type, string name) =>
        type is not null && (type.Name == name || IsOf(type.DeclaringType, name));
}
