using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>Every place of the files that cannot be taken, with what to do; beyond a bound they are counted.</summary>
public sealed partial class CutOverFaultsPart
{
    [Parameter, EditorRequired]
    public IReadOnlyList<CutOverFault> Faults { get; set; } = [];

    /// <summary>True where they are of a file that was not taken for them.</summary>
    [Parameter]
    public bool AreRefused { get; set; }

    private IReadOnlyList<CutOverFault> Named => [.. Faults.Take(CutOverFiles.FaultsNamed)];

    private string Sentence
    {
        get
        {
            var count = Faults.Count == 1 ? "One place is wrong" : $"{Faults.Count} places are wrong";
            var named = Faults.Count > Named.Count ? $", the first {Named.Count} are listed" : "";
            return AreRefused ? $"The file was not taken and nothing was changed. {count}{named}."
                : $"The files do not fit together yet. {count}{named}.";
        }
    }
}
