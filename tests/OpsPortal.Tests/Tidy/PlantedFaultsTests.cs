namespace OpsPortal.Tests.Tidy;

/// <summary>A fault that can no longer be planted proves nothing.</summary>
public sealed class PlantedFaultsTests
{
    [Fact]
    public void EachFault_CanBePlanted()
    {
        var root = SourceFile.Root;
        var blocks = File.ReadAllText(Path.Combine(root, "tests", "planted-faults", "faults.txt")).Split("\n\n")
            .Select(block => block.Split('\n').Where(line => line.Contains(": ", StringComparison.Ordinal) && line[0] != '#')
                .ToDictionary(line => line.Split(": ")[0], line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]))
            .Where(block => block.ContainsKey("fault")).ToList();

        var lost = blocks.Where(block => File.ReadAllText(Path.Combine(root, block["file"])).Split(block["from"]).Length != 2)
            .Select(block => block["fault"]);

        Assert.Equal([], lost);
        Assert.True(blocks.Count >= 25, $"Only {blocks.Count} faults are listed.");
    }
}
