using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles;

/// <summary>
/// Reads one format, item by item in the order of the file and in bounded memory. A reader reports every fault that it can and
/// goes on; what is broken beyond that it throws as one of the exceptions that <see cref="BankFileReaders"/> turns into a fault.
/// </summary>
internal interface IBankFileReader
{
    BankFileFormat Format { get; }

    /// <summary>Whether the beginning of a file, decoded as far as that is possible, is of this format.</summary>
    bool Recognises(string beginning);

    /// <param name="file">The file from its start; it can be read again from its start.</param>
    /// <param name="mapping">What the columns mean, for a format that does not say so itself.</param>
    IEnumerable<StatementItem> Read(Stream file, CsvMapping? mapping);
}
