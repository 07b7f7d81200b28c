namespace OpsPortal.Tests.Tidy;

/// <summary>A form that marks what must be given says what the mark means.</summary>
public sealed class FormTests
{
    private static readonly Dictionary<string, SourceFile> Parts = SourceFile.Product
        .Where(file => file.Name.EndsWith(".razor", StringComparison.Ordinal))
        .DistinctBy(file => file.Name[..^6]).ToDictionary(file => file.Name[..^6]);

    [Fact]
    public void Pages_WithAMarkedField_SayWhatTheMarkMeans() => Assert.Empty(Parts.Values
        .Where(file => file.Text.Contains("@page ", StringComparison.Ordinal) && Marks(file)
            && !file.Text.Contains("<RequiredNote />", StringComparison.Ordinal))
        .Select(file => $"{file.Path} marks fields and does not say what the mark means: add <RequiredNote />."));

    private static bool Marks(SourceFile file) => file.Text.Contains("is-required", StringComparison.Ordinal)
        || Parts.Any(part => part.Value != file && file.Text.Contains($"<{part.Key} ", StringComparison.Ordinal)
            && part.Value.Text.Contains("is-required", StringComparison.Ordinal));
}
