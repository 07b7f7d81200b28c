using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>
/// Takes one file of a former system into the draft: whole or not at all. A file with a fault is refused with every place that is
/// wrong; the same bytes again change nothing. What only several files show together is the tie-out's.
/// </summary>
[UseCase]
internal sealed class SendCutOverFile(CommandRunner runner, FileScanner scanner)
{
    internal sealed record Command(LegalEntityId Entity, CutOverFileKind Kind, string FileName, byte[] Content);

    /// <param name="Faults">Where something is wrong; then nothing was taken.</param>
    internal sealed record Answer(int RowCount, bool WasTakenBefore, IReadOnlyList<CutOverFault> Faults);

    public async Task<Outcome<Answer>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        await scanner.WhyNotAsync(Permission.PrepareManualJournal, command.Content, actor, ct) is { } refusal ? refusal
            : await runner.RunAsync(Permission.PrepareManualJournal, actor, work => TakeAsync(work, command), ct);

    /// <summary>Takes a file out of the draft again.</summary>
    public Task<Outcome> RemoveAsync(LegalEntityId entity, CutOverFileKind kind, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareManualJournal, actor, work => RemoveAsync(work, entity, kind), ct);

    private static async Task<Outcome<Answer>> TakeAsync(Work work, Command command)
    {
        if (await CutOverDesk.FindAsync(work, command.Entity) is not { } found)
            return CutOverRefusals.NotBegun;
        var (one, files) = found;
        if (one.State != CutOverState.Draft)
            return CutOverRefusals.NotIn(one.State);
        if (command.Content.Length is 0 or > CutOverFiles.MostBytes)
            return CutOverRefusals.FileSize(CutOverFiles.MostBytes);
        var file = files.SingleOrDefault(known => known.Kind == command.Kind);
        if (file?.Hash == CutOverFile.HashOf(command.Content))
            return new Answer(file.RowCount, true, []);
        var sent = new CutOverFile(one.Id, command.Kind);
        sent.Take(Path.GetFileName(command.FileName), command.Content, 0, work.Person.Id, work.Now);
        var world = await CutOverWorld.ReadAsync(work.Db, command.Entity, [sent], work.Ct);
        var read = new CutOverReader(world).Read(CutOverBook.Empty, command.Kind, command.Content);
        if (read.Faults.Count > 0)
            return new Answer(0, false, read.Faults);
        if (one.Change().Refusal is { } refusal)
            return refusal;
        if (file is null)
            work.Db.Add(file = new CutOverFile(one.Id, command.Kind));
        var rows = RowsOf(read.Book);
        file.Take(Path.GetFileName(command.FileName), command.Content, rows, work.Person.Id, work.Now);
        work.Audit("Sent cut-over file", CutOverDesk.Kind, one.Id.Value,
            after: $"{CutOverFiles.Of(command.Kind).Title}: {rows} rows, SHA-256 {file.Hash}");
        return new Answer(rows, false, []);
    }

    private static async Task<Outcome> RemoveAsync(Work work, LegalEntityId entity, CutOverFileKind kind)
    {
        if (await CutOverDesk.FindAsync(work, entity) is not { } found)
            return CutOverRefusals.NotBegun;
        if (found.Files.SingleOrDefault(file => file.Kind == kind) is not { } file)
            return SharedRefusals.NotFound("file");
        if (found.One.Change().Refusal is { } refusal)
            return refusal;
        work.Db.Remove(file);
        work.Audit("Removed cut-over file", CutOverDesk.Kind, found.One.Id.Value, CutOverFiles.Of(kind).Title);
        return Outcome.Done;
    }

    private static int RowsOf(CutOverBook book) => book.Balances.Count + book.Receivables.Count + book.Receipts.Count
        + book.PayeeItems.Count + book.Payables.Count;
}
