namespace OpsPortal.Tests.Security.Matrix;

/// <summary>The fields of one call in the order in which they are filled, and the one into which an item is put.</summary>
/// <param name="wanted">The types that count as fields.</param>
/// <param name="target">The number of the field that takes the item; -1 for none.</param>
internal sealed class FieldsOf(IReadOnlySet<Type> wanted, int target = -1, object? item = null)
{
    private readonly List<Field> met = [];

    /// <summary>Every field that was met.</summary>
    public IReadOnlyList<Field> Met => met;

    public object? Item => item;

    /// <summary>How many fields took the item so far: none or one.</summary>
    public int Filled { get; private set; }

    /// <summary>True when the item goes into this field.</summary>
    public bool Meets(Type type, string name)
    {
        if (!wanted.Contains(type))
            return false;
        met.Add(new Field(met.Count, name, type));
        if (met.Count - 1 != target)
            return false;
        Filled++;
        return true;
    }
}

/// <summary>One field of a use case: its place among the fields, its name and type.</summary>
internal sealed record Field(int At, string Name, Type Type);
