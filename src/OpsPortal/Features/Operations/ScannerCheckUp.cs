using OpsPortal.Data;
using OpsPortal.Documents;

namespace OpsPortal.Features.Operations;

/// <summary>The virus scanner for files that come in.</summary>
[Part]
internal sealed class ScannerCheckUp(FileScanner scanner) : ICheckUp
{
    public int Order => 2;

    public async Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct) =>
        [(scanner.Address, await scanner.WhySilentAsync(ct)) switch
        {
            (null, _) => Of(false, $"none: set {FileScanner.Setting}, or files with known viruses are taken and given out"),
            (var address, null) => Of(true, $"answers at {address}"),
            var (address, why) => Of(false, $"{address} does not answer, and no file is taken: {why}"),
        }];

    private static Finding Of(bool holds, string words) => new("virus scanner", holds, words);
}
