using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using OpsPortal.Tests.Documents;

namespace OpsPortal.EndToEnd.Close;

/// <summary>A downloaded close pack in the hands of somebody outside: the file, and programs beside the running app.</summary>
internal sealed class APack(string path)
{
    public byte[] Bytes => File.ReadAllBytes(path);

    public static async Task<APack> DownloadAsync(Visitor visitor, string folder)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page
            .GetByRole(AriaRole.Link, new() { Name = "Download the pack" }).First.ClickAsync());
        var path = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(path);
        return new APack(path);
    }

    /// <summary>What the stand-alone command says of it, and how it ends.</summary>
    public async Task<(int ExitCode, string Words)> VerifyAsync()
    {
        var program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(
            program, [Path.Combine(AppContext.BaseDirectory, "OpsPortal.dll"), "--", "verify-pack", path])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(path)!,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, words + await errors);
    }

    public string Text(string part) => Encoding.UTF8.GetString(Part(part));

    /// <summary>The PDF's words cell by cell, without spaces and line ends, since a narrow column breaks them anywhere.</summary>
    public async Task<string> LettersAsync()
    {
        var paper = Path.ChangeExtension(path, ".pdf");
        await File.WriteAllBytesAsync(paper, Part("pack.pdf"));
        await PdfTools.RunAsync("qpdf", "--check", paper);
        return Letters(await PdfTools.RunAsync("pdftotext", "-raw", paper, "-"));
    }

    public static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>The same pack, but for one byte in the middle of this part.</summary>
    public APack WithOneByteChanged(string part)
    {
        var bytes = Part(part);
        bytes[bytes.Length / 2] ^= 1;
        var other = Path.ChangeExtension(path, ".changed.zip");
        File.Copy(path, other, overwrite: true);
        using var zip = ZipFile.Open(other, ZipArchiveMode.Update);
        zip.GetEntry(part)!.Delete();
        using var written = zip.CreateEntry(part).Open();
        written.Write(bytes);
        return new APack(other);
    }

    private byte[] Part(string name)
    {
        using var zip = ZipFile.OpenRead(path);
        using var part = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        part.CopyTo(bytes);
        return bytes.ToArray();
    }
}
