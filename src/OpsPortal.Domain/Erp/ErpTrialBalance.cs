using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>One line of an ERP's trial balance: an account in the ERP's words and what stands on it.</summary>
/// <param name="Line">The line of the file, the header counted.</param>
/// <param name="Currency">The currency's code.</param>
/// <param name="BalanceMinor">Minor units; debits are positive, credits negative.</param>
public sealed record ErpBalance(int Line, string Code, string Name, string Currency, long BalanceMinor);

/// <summary>Which balances they are: whose, in which ERP, on which day.</summary>
public sealed record ErpBalanceBasis(LegalEntityId LegalEntityId, ErpTarget Target, LocalDate AsOf);

/// <summary>
/// The balances of a company's accounts as its ERP states them on one day: the exact file, once, and the version of the account
/// mapping by which its accounts lead back to ours. Never changed; a corrected list is a further one, and the newest counts.
/// </summary>
public sealed class ErpTrialBalance : IOfCompany
{
    public const int NameLength = 200;
    public const long MostBytes = 5 * 1024 * 1024;
    public const int MostRows = 20_000;

    private ErpTrialBalance()
    {
    }

    public ErpTrialBalance(
        ErpTrialBalanceId id, ErpBalanceBasis basis, int mappingVersion, IReadOnlyList<ErpBalance> rows, PersonId by, Instant at)
    {
        Id = id;
        (LegalEntityId, Target, AsOf) = (basis.LegalEntityId, basis.Target, basis.AsOf);
        MappingVersion = mappingVersion;
        (Rows, RowCount) = (rows, rows.Count);
        (TakenBy, TakenAt) = (by, at);
    }

    public ErpTrialBalanceId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ErpTarget Target { get; private set; }

    /// <summary>The last day that is in the balances.</summary>
    public LocalDate AsOf { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public string Hash { get; private set; } = "";

    /// <summary>0 is the chart's own words.</summary>
    public int MappingVersion { get; private set; }

    public int RowCount { get; private set; }

    public IReadOnlyList<ErpBalance> Rows { get; private set; } = [];

    public PersonId TakenBy { get; private set; }

    public Instant TakenAt { get; private set; }

    /// <summary>Keeps the file exactly as it came.</summary>
    public void Keep(string name, byte[] content, string hash) =>
        (Name, Content, Hash) = (name.Length <= NameLength ? name : name[..NameLength], content, hash);
}
