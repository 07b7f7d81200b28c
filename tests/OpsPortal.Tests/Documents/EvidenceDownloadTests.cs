using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using OpsPortal.Tests.Exceptions;

namespace OpsPortal.Tests.Documents;

/// <summary>A file that somebody gave comes back to be saved, under the name that it had, whatever stands in that name.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class EvidenceDownloadTests
{
    [Theory]
    [InlineData("letter.txt")]
    [InlineData("a\"; filename=\"evil.html")]
    [InlineData("a\\\"b.txt")]
    [InlineData("a\r\nSet-Cookie: OpsPortal=1\r\n\r\n<script>.txt")]
    [InlineData("../../etc/passwd.txt")]
    [InlineData("..\\..\\boot.txt")]
    [InlineData("invoice\u202Etxt.exe")]
    [InlineData("\u017b\u00f3\u0142\u0107 \u96e8; x=1.txt")]
    [InlineData("a%0d%0ab.txt")]
    public async Task Download_OfAStoredName_IsOneHeaderThatSaysSave(string name)
    {
        await using var host = await PortalHost.NewAsync();
        var path = await KeptAsync(host, name);
        using var client = await host.SignInAsync("auditor");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var header = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.DoesNotContain(header, sign => sign is < ' ' or > '~');
        Assert.Equal(("attachment", name), (answer.Content.Headers.ContentDisposition!.DispositionType,
            answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(["filename", "filename*"], answer.Content.Headers.ContentDisposition.Parameters.Select(part => part.Name));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    // Past the rules for names, as a row of another time or tool might lie there.
    private static async Task<string> KeptAsync(PortalHost host, string name)
    {
        var id = await CaseIds.AddAsync(host);
        var added = await host.Services.GetRequiredService<AddCaseEvidence>().RunAsync(
            new(id, "letter.txt", Encoding.UTF8.GetBytes("It was for IE-1.")),
            (await Template.ActorsAsync(host.Store.Kind))["ops"], default);
        Assert.Null(added.Refusal);
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        await db.Set<CaseEvidence>().ExecuteUpdateAsync(row => row.SetProperty(file => file.FileName, name));
        return $"/exceptions/{id}/evidence/{added.Value}";
    }
}
