using System.Text;
using OpsPortal.Domain.Banking;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Bai2;
using OpsPortal.Providers.BankFiles.Camt;
using OpsPortal.Providers.BankFiles.Csv;
using OpsPortal.Providers.BankFiles.Mt940;

namespace OpsPortal.Tests.Banking;

/// <summary>A file read to its end.</summary>
internal sealed record Reading(BankFileFormat Format, StatementCheck Check, IReadOnlyList<StatementItem> Items)
{
    private static readonly BankFileReaders Readers =
        new([new CamtReader(), new Mt940Reader(), new Bai2Reader(), new CsvReader()]);

    public IReadOnlyList<StatementLine> Lines => [.. Items.OfType<LineRead>().Select(item => item.Entry)];

    public IReadOnlyList<StatementHead> Heads => [.. Items.OfType<StatementBegins>().Select(item => item.Head)];

    public string Faults => string.Join('\n', Check.Faults.Select(fault => $"{fault.Line}: {fault.Reason}"));

    public static Reading Of(string text, CsvMapping? mapping = null) => Of(Encoding.UTF8.GetBytes(text), mapping);

    public static Reading Of(byte[] bytes, CsvMapping? mapping = null) => Of(new MemoryStream(bytes), mapping);

    public static Reading Of(Stream file, CsvMapping? mapping = null)
    {
        var format = Readers.FormatOf(file);
        var check = new StatementCheck();
        var items = new List<StatementItem>();
        foreach (var item in Readers.Read(file, format, mapping))
        {
            check.See(item);
            items.Add(item);
        }

        check.Finish();
        return new Reading(format, check, items);
    }
}
