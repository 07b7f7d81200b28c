using System.Net.Sockets;
using System.Security.Cryptography;
using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Documents;

/// <summary>
/// Has every file that comes in looked at by the virus scanner of the settings, before anything of it is read or kept. With a
/// scanner set no file is taken unscanned; without one all are.
/// </summary>
[Part]
internal sealed partial class FileScanner(
    IConfiguration configuration, QueryRunner queries, CommandRunner runner, ILogger<FileScanner> logger)
{
    public const string Setting = "Files:Scanner";

    private const string Before = "stream: ";
    private const string Clean = "OK";
    private const string Found = " FOUND";

    private readonly TimeSpan patience = TimeSpan.FromSeconds(configuration.GetValue("Files:ScannerSeconds", 60));

    /// <summary>Where the scanner is; null where none is set.</summary>
    public string? Address => configuration[Setting] is { Length: > 0 } address ? address : null;

    public async Task<Refusal?> WhyNotAsync(Permission permission, byte[] content, Actor actor, CancellationToken ct)
    {
        using var stream = new MemoryStream(content, writable: false);
        return await WhyNotAsync(permission, stream, actor, ct);
    }

    /// <summary>Null where the file may be taken. Who may not bring it in is refused before it is scanned.</summary>
    public async Task<Refusal?> WhyNotAsync(Permission permission, Stream content, Actor actor, CancellationToken ct)
    {
        if (Address is not { } address)
            return null;
        var may = await queries.RunAsync(permission, actor, _ => Task.FromResult<Outcome<bool>>(true), ct);
        if (may.IsRefused)
            return may.Refusal;
        content.Position = 0;
        var answer = await AnswerAsync(until => new Clamd(address).ScanAsync(content, until), ct);
        content.Position = 0;
        if (answer == Before + Clean)
            return null;
        if (answer.StartsWith(Before, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal))
            return await RefuseAsync(permission, content, answer[Before.Length..^Found.Length], actor, ct);
        LogUnscanned(answer);
        return SharedRefusals.FileNotScanned;
    }

    /// <summary>Null where the scanner answers, or none is set; else why it does not.</summary>
    public async Task<string?> WhySilentAsync(CancellationToken ct)
    {
        if (Address is not { } address)
            return null;
        var answer = await AnswerAsync(async until => await new Clamd(address).IsThereAsync(until) ? Clean : "no PONG", ct);
        return answer == Clean ? null : answer;
    }

    private async Task<string> AnswerAsync(Func<CancellationToken, Task<string>> ask, CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        until.CancelAfter(patience);
        try
        {
            return await ask(until.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {patience.TotalSeconds:0} s";
        }
        catch (Exception trouble) when (trouble is SocketException or IOException or UriFormatException)
        {
            return trouble.Message;
        }
    }

    private async Task<Refusal> RefuseAsync(
        Permission permission, Stream content, string virus, Actor actor, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        var kept = await runner.RunAsync(permission, actor with { Answer = null }, work =>
        {
            work.Audit("Refused file with a virus", "file", Guid.Empty, after: $"{virus}, SHA-256 {hash}");
            return Task.FromResult(Outcome.Done);
        }, ct);
        LogVirus(virus, hash);
        return kept.Refusal ?? SharedRefusals.FileHasVirus;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file with the virus {Virus} was refused, SHA-256 {Hash}")]
    private partial void LogVirus(string virus, string hash);

    [LoggerMessage(Level = LogLevel.Error, Message = "A file was refused because the virus scanner did not judge it: {Answer}")]
    private partial void LogUnscanned(string answer);
}
