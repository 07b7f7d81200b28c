using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Cash.Matching;

/// <summary>
/// A labelled reconciliation: invoices of many buyers, payments of every shape and trap, and for each payment the invoices that
/// it truly pays (none where a rule must not guess).
/// </summary>
internal sealed class Reconciliation
{
    private int lastNumber = 1000;

    private Reconciliation(int seed) => Dice = new Dice(seed);

    public Dice Dice { get; }

    public List<OpenInvoice> Invoices { get; } = [];

    public List<IncomingPayment> Payments { get; } = [];

    public Dictionary<string, HashSet<string>> Truth { get; } = [];

    public Dictionary<string, string> ShapeOf { get; } = [];

    public int NextNumber() => lastNumber += 3 + Dice.Throw(40);

    /// <summary>Common shapes and traps together.</summary>
    public static readonly IReadOnlyList<(string Name, Action<Shape> Add)> Everything = [.. Shapes.All, .. HardShapes.All];

    /// <summary>Each shape several times, in one pool of invoices where they can be mixed up with each other.</summary>
    public static Reconciliation Of(int seed, int rounds, IReadOnlyList<(string Name, Action<Shape> Add)>? shapes = null)
    {
        var made = new Reconciliation(seed);
        for (var round = 0; round < rounds; round++)
            foreach (var (name, add) in shapes ?? Shapes.All)
                add(new Shape(made, name, $"{name}-{round}"));
        made.Dice.Shuffle(made.Invoices);
        made.Dice.Shuffle(made.Payments);
        return made;
    }
}
