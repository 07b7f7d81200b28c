using System.Diagnostics;

namespace OpsPortal.Tests.Documents;

/// <summary>Looks into a PDF file with programs that are not ours.</summary>
internal static class PdfTools
{
    /// <summary>The text of a file that qpdf finds sound.</summary>
    public static async Task<string> ReadAsync(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ops-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, file);
        try
        {
            await RunAsync("qpdf", "--check", path);
            return await RunAsync("pdftotext", "-layout", path, "-");
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
