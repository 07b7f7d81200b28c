using System.Text.Json;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>At which point the app shall die, and what a person does there for it to come that far.</summary>
/// <param name="Passes">So many times the point is passed before.</param>
internal sealed record PointOrder(string Point, int Passes = 0, Errand? Errand = null);

/// <summary>A command that a person gives in the app's process.</summary>
internal sealed record Errand(string Command, Guid Subject, Guid Person, Guid Session, string ShownHash);

/// <summary>The slip of paper between the test and the app's process: the order one way, what became of it the other.</summary>
internal sealed class PointSlip(string path) : IStowaway
{
    /// <summary>The variable that names the slip's file to the app's process.</summary>
    public const string Variable = "OPSPORTAL_TEST_POINT";

    public string Path => path;

    private string Reached => path + ".reached";

    private string Trouble => path + ".trouble";

    public static PointSlip In(string folder) => new(System.IO.Path.Combine(folder, "point.json"));

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { [Variable] = path };

    public void Write(PointOrder order)
    {
        Clear();
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(order));
        File.Move(path + ".new", path);
    }

    public void Clear()
    {
        File.Delete(path);
        File.Delete(Reached);
        File.Delete(Trouble);
    }

    public PointOrder? Read() => File.Exists(path) ? JsonSerializer.Deserialize<PointOrder>(File.ReadAllText(path)) : null;

    /// <summary>Written by the app's process in its last moment: a run without it has not tried its point.</summary>
    public void TellReached(string point) => File.WriteAllText(Reached, point);

    public void TellTrouble(string words) => File.AppendAllText(Trouble, words);

    public bool IsReached(string point) => File.Exists(Reached) && File.ReadAllText(Reached) == point;

    public string Words => File.Exists(Trouble) ? File.ReadAllText(Trouble) : "";
}
