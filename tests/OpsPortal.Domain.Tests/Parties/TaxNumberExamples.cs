using OpsPortal.Domain.Parties;
using static OpsPortal.Domain.Parties.TaxNumberKind;

namespace OpsPortal.Domain.Tests.Parties;

/// <summary>Tax numbers that offices and libraries publish as examples, as typed, as kept and as shown.</summary>
public static class TaxNumberExamples
{
    private static readonly string[] WithoutCheckDigits = ["BG", "CY", "CZ", "ES", "LT", "LV", "RO"];

    public static TheoryData<TaxNumberKind, string, string, string, string> Good => new()
    {
        { Vat, "AT", "ATU 13585627", "ATU13585627", "AT •••• 627" },
        { Vat, "BE", "BE 0428.759.497", "BE0428759497", "BE •••• 497" },
        { Vat, "BG", "BG 175 074 752", "BG175074752", "BG •••• 752" },
        { Vat, "CH", "CHE-107.787.577 IVA", "CHE107787577", "CH •••• 577" },
        { Vat, "CY", "CY-10259033P", "CY10259033P", "CY •••• 33P" },
        { Vat, "CZ", "CZ 25123891", "CZ25123891", "CZ •••• 891" },
        { Vat, "DE", "de 136.695 976", "DE136695976", "DE •••• 976" },
        { Vat, "DE", "136 695 976", "DE136695976", "DE •••• 976" },
        { Vat, "DK", "DK 13585628", "DK13585628", "DK •••• 628" },
        { Vat, "EE", "EE 100 931 558", "EE100931558", "EE •••• 558" },
        { Vat, "ES", "ES B58378431", "ESB58378431", "ES •••• 431" },
        { Vat, "ES", "54362315K", "ES54362315K", "ES •••• 15K" },
        { Vat, "FI", "FI 20774740", "FI20774740", "FI •••• 740" },
        { Vat, "FR", "FR 40 303 265 045", "FR40303265045", "FR •••• 045" },
        { Vat, "FR", "FRK7399859412", "FRK7399859412", "FR •••• 412" },
        { Vat, "GB", "GB 980 7806 84", "GB980780684", "GB •••• 684" },
        { Vat, "GB", "GBGD001", "GBGD001", "GB •••• 01" },
        { Vat, "GR", "EL 094259216", "EL094259216", "GR •••• 216" },
        { Vat, "HR", "HR 33392005961", "HR33392005961", "HR •••• 961" },
        { Vat, "HU", "HU-12892312", "HU12892312", "HU •••• 312" },
        { Vat, "IE", "IE 6433435F", "IE6433435F", "IE •••• 35F" },
        { Vat, "IE", "IE 6433435OA", "IE6433435OA", "IE •••• 5OA" },
        { Vat, "IE", "IE8D79739I", "IE8D79739I", "IE •••• 39I" },
        { Vat, "IT", "IT 00743110157", "IT00743110157", "IT •••• 157" },
        { Vat, "LT", "LT119511515", "LT119511515", "LT •••• 515" },
        { Vat, "LU", "LU 150 274 42", "LU15027442", "LU •••• 442" },
        { Vat, "LV", "LV 4000 3521 600", "LV40003521600", "LV •••• 600" },
        { Vat, "MT", "MT 1167-9112", "MT11679112", "MT •••• 112" },
        { Vat, "NL", "NL 0044.95.445.B01", "NL004495445B01", "NL •••• B01" },
        { Vat, "NL", "NL000099998B57", "NL000099998B57", "NL •••• B57" },
        { Vat, "NO", "NO 995 525 828 MVA", "NO995525828", "NO •••• 828" },
        { Vat, "PL", "PL 8567346215", "PL8567346215", "PL •••• 215" },
        { Vat, "PT", "PT 501 964 843", "PT501964843", "PT •••• 843" },
        { Vat, "RO", "RO 185 472 90", "RO18547290", "RO •••• 290" },
        { Vat, "RO", "RO 12", "RO12", "RO •••• 2" },
        { Vat, "SE", "SE 123456789701", "SE123456789701", "SE •••• 701" },
        { Vat, "SI", "SI 5022 3054", "SI50223054", "SI •••• 054" },
        { Vat, "SK", "SK 202 274 96 19", "SK2022749619", "SK •••• 619" },
        { Ein, "US", "12-3456789", "123456789", "•••• 6789" },
        { Ssn, "US", "219-09-9999", "219099999", "•••• 9999" },
        { Itin, "US", "912-90-3456", "912903456", "•••• 3456" },
        { Itin, "US", "900\u201150\u20110001", "900500001", "•••• 0001" },
        { Local, "JP", "T1234567890123", "T1234567890123", "•••• 0123" },
        { Local, "DE", "93/815/08152", "9381508152", "•••• 8152" },
        { Local, "GB", "ab12c", "AB12C", "•••• 2C" },
    };

    /// <summary>VAT numbers whose digits prove one another.</summary>
    public static TheoryData<string, string> WithCheckDigits
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var row in Good.Where(row => row[0] is Vat).DistinctBy(row => row[3]))
            {
                var (country, text) = ((string)row[1], (string)row[3]);
                if (!WithoutCheckDigits.Contains(country) && text is not ("GBGD001" or "FRK7399859412"))
                    rows.Add(country, text);
            }

            return rows;
        }
    }

    /// <summary>How many digits of an example may be changed without notice: the serial behind the number.</summary>
    public static int DigitsThatProveNothing(string country) => country is "NL" or "SE" ? 2 : 0;
}
