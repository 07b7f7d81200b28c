using System.Diagnostics.CodeAnalysis;

namespace OpsPortal.Domain.Shared;

/// <summary>Done, or refused with a reason. Expected refusals are values; an exception is a bug or a broken outside
/// world.</summary>
public readonly record struct Outcome
{
    private Outcome(Refusal? refusal) => Refusal = refusal;

    public static Outcome Done => default;

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    public static implicit operator Outcome(Refusal refusal) => new(refusal);

    /// <summary>For a step that cannot be refused unless something of ours is wrong: throws then.</summary>
    public void EnsureDone()
    {
        if (IsRefused)
            throw new InvalidOperationException($"Refused: {Refusal.Code}");
    }
}

/// <summary>A value, or a refusal.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>The value. Throws when refused: ask <see cref="IsRefused"/> first.</summary>
    public T Value => IsRefused ? throw new InvalidOperationException($"Refused: {Refusal.Code}") : value!;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <inheritdoc cref="Outcome.EnsureDone"/>
    public void EnsureDone() => WithoutValue().EnsureDone();

    /// <summary>The same outcome without its value.</summary>
    public Outcome WithoutValue() => IsRefused ? Refusal : Outcome.Done;
}
