using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.EndToEnd.Erp;

/// <summary>A company takes over its former books: a file with a fault, one that does not tie, then all of it by two
/// people.</summary>
[Collection("browser")]
public sealed class CutOverTests(Browser browser)
{
    private const string Receivables =
        "buyer,number,issued_on,due_on,currency,gross,open,program,market\n"
        + "Northwind Trading,OLD-17,2026-01-12,2026-02-11,EUR,800.00,500.00,OLD,OLD\n";

    [BrowserFact]
    [Trait("Requirement", "D38")]
    public async Task CutOver_FaultThenDifferenceThenTied_IsPostedByTwoPeople()
    {
        await using var host = PortalHost.Demo();
        var address = host.Listen();
        var path = $"/ledger/cut-over?entity={await NewCompanyAsync(host)}";
        await using var finance = await browser.SignedInAsync(address, "finance", path);
        await finance.SeesAsync("have no cut-over");
        Assert.Empty(await finance.BarriersAsync());
        await finance.Page.GetByLabel("Balances at the end of").FillAsync("2026-01-31");
        await finance.PressAsync("Begin cut-over");
        await finance.SeesAsync("Change date");

        await SendAsync(finance, "TrialBalance", Balance("\"499,00\""));
        await finance.SeesAsync("The file was not taken and nothing was changed. 2 places are wrong.");
        await finance.SeesAsync("Write 1234.50: a point before the decimals and no mark between thousands.");
        Assert.Empty(await finance.BarriersAsync());
        await SendAsync(finance, "TrialBalance", Balance("499.00"));
        await finance.SeesAsync("2 rows are taken.");
        await SendAsync(finance, "Receivables", Receivables);
        await finance.SeesAsync("One row is taken.");
        await finance.SeesAsync("Differs");
        await finance.SeesAsync("OLD-17");
        await Assertions.Expect(finance.Button("Prepare cut-over")).ToBeDisabledAsync();
        await finance.Page.SetViewportSizeAsync(390, 844);
        Assert.Equal(390, await finance.WidthAsync());
        Assert.Empty(await finance.BarriersAsync());
        await finance.Page.SetViewportSizeAsync(1366, 900);

        await SendAsync(finance, "TrialBalance", Balance("500.00"));
        await finance.PressAsync("Prepare cut-over");
        await finance.SeesAsync("it waits for another person's decision");
        Assert.Empty(finance.Errors);

        await using var controller = await browser.SignedInAsync(address, "controller1", path);
        await controller.PressAsync("Approve cut-over");
        await controller.SeesAsync("are posted with every open item: 3 rows of 2 files.");
        await controller.ConfirmAsync();
        await controller.SeesAsync("3900 in EUR is zero");
        Assert.Empty(await controller.BarriersAsync());
        await controller.Page.GetByRole(AriaRole.Link, new() { Name = "OLD-17" }).ClickAsync();
        await controller.SeesAsync("Invoice OLD-17");
        await controller.SeesAsync("by the cut-over");
        Assert.Empty(controller.Errors);
    }

    private static string Balance(string receivable) =>
        $"account,currency,debit,credit\n1200,EUR,{receivable},\n3000,EUR,,{receivable}\n";

    private static async Task SendAsync(Visitor visitor, string kind, string text)
    {
        await visitor.Page.GetByLabel("What the file is").SelectOptionAsync(kind);
        await visitor.Page.GetByLabel("File of the former system").SetInputFilesAsync(new FilePayload
        {
            Name = "former.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text),
        });
        await Assertions.Expect(visitor.Button("Send file")).ToBeEnabledAsync();
        await visitor.PressAsync("Send file");
    }

    /// <summary>The companies of the demo have closed months; this one begins.</summary>
    private static async Task<LegalEntityId> NewCompanyAsync(PortalHost host)
    {
        var id = new LegalEntityId(Guid.CreateVersion7());
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        db.AddRange(
            LegalEntity.Create(id, "NEW1", "NEW", Currency.Of("EUR"), new LegalEntityParticulars(
                "Harbour Pay Netherlands BV", "NL", "Europe/Amsterdam", "Damrak 1, Amsterdam", "NL123456789B01", "700200")).Value,
            ProgramScheme.Create(new(Guid.CreateVersion7()), "OLD", "Former contracts").Value,
            Market.Create(new(Guid.CreateVersion7()), "OLD", "NL", "Netherlands",
                new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100)).Value);
        await db.SaveChangesAsync();
        db.Add(Buyer.Create(new(Guid.CreateVersion7()), id, new BuyerParticulars(
            "Northwind Trading", "ap@northwind.test", "NL", "Kade 3, Rotterdam", "")).Value);
        foreach (var person in await db.Set<Person>().Include(one => one.Entities).ToListAsync())
            person.SetEntities([.. person.Entities.Select(grant => grant.LegalEntityId), id]);
        await db.SaveChangesAsync();
        return id;
    }
}
