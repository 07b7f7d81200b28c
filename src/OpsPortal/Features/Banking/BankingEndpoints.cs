using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using OpsPortal.Api;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>Bank files for programs: a file in, and what its lines became.</summary>
internal sealed class BankingEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.Api();
        api.MapPost("/bank-statements", ImportAsync).NeedsScope(ApiScope.CashWrite).TakesUpTo(FileLimits.Bytes + (1024 * 1024))
            .Idempotent().Produces<BankingJson.FileJson>().Produces<BankingJson.FileJson>(StatusCodes.Status201Created);
        api.MapGet("/receipts", ReceiptsAsync).NeedsScope(ApiScope.CashRead).Produces<ApiPage<BankingJson.ReceiptJson>>();
    }

    private static async Task<IResult> ImportAsync(HttpContext http, ImportBankStatement import, string? account, string? preset)
    {
        await using var content = KeptBytes.TemporaryFile();
        var name = await CopyAsync(http, content);
        if (name.IsRefused)
            return ApiProblem.Of(name.Refusal, http);
        var actor = http.ApiActor();
        if (actor.Answer is { } answer)
            answer.Render = (_, value, _) => Task.FromResult(Answered((ImportAnswer)value));
        var done = await import.RunAsync(
            new ImportBankStatement.Command(name.Value, content, account, preset), actor, http.RequestAborted);
        if (done.Outcome.Refusal is not { } refusal)
            return Answered(done.Outcome.Value);
        return done.Report is { IsBroken: true } report ? Broken(refusal, report, http) : ApiProblem.Of(refusal, http);
    }

    private static ApiAnswer Answered(ImportAnswer answer) => answer.WasTakenBefore
        ? ApiAnswer.Ok(BankingJson.Of(answer))
        : ApiAnswer.Created(BankingJson.Of(answer), $"/api/v1/receipts?file={answer.File.Id}");

    /// <summary>The problem with every fault that the report names.</summary>
    private static ApiAnswer Broken(Refusal refusal, StatementCheck report, HttpContext http)
    {
        var problem = ApiProblem.Of(refusal, http);
        var body = JsonSerializer.Deserialize<Dictionary<string, object?>>(problem.Json)!;
        body["errorCount"] = report.FaultCount;
        body["errors"] = report.Faults.Select(fault => new BankingJson.PlaceJson(fault.Line, fault.Reason)).ToList();
        body["statements"] = report.Read.Select(BankingJson.Of).ToList();
        return problem with { Json = JsonSerializer.Serialize(body, ApiJson.Options) };
    }

    /// <summary>The file of a form, or else the body itself, whatever type a program gives it.</summary>
    private static async Task<Outcome<string>> CopyAsync(HttpContext http, Stream content)
    {
        if (http.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            await http.Request.Body.CopyToAsync(content, http.RequestAborted);
            return http.Request.Headers["X-File-Name"].FirstOrDefault() ?? "bank-statement";
        }

        try
        {
            http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions
            {
                MultipartBodyLengthLimit = FileLimits.Bytes + 1,
            }));
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (form.Files.Count != 1)
                return SharedRefusals.Required("file");
            await using var file = form.Files[0].OpenReadStream();
            await file.CopyToAsync(content, http.RequestAborted);
            return form.Files[0].FileName;
        }
        catch (InvalidDataException)
        {
            return BankingRefusals.TooLarge(FileLimits.Bytes);
        }
    }

    private static async Task<IResult> ReceiptsAsync(
        HttpContext http, BankLineList query, string? file, string? cursor, string? limit)
    {
        if (string.IsNullOrWhiteSpace(file))
            return ApiProblem.Of(SharedRefusals.Required("file"), http);
        if (!Guid.TryParse(file, out var id))
            return ApiProblem.Of(SharedRefusals.NotFound("bank file"), http);
        var most = Cursor.Limit(limit);
        var after = Cursor.Read(cursor);
        if ((most.Refusal ?? after.Refusal) is { } bad)
            return ApiProblem.Of(bad, http);
        if (!int.TryParse(after.Value?.Name ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return ApiProblem.Of(ApiRefusals.BadCursor, http);
        var found = await query.RunAsync(new BankFileId(id), position, most.Value, http.ApiActor(), http.RequestAborted);
        if (found.Refusal is { } refusal)
            return ApiProblem.Of(refusal, http);
        var next = found.Value.NextPosition is { } last
            ? new Cursor(found.Value.File.TakenAt, last.ToString(CultureInfo.InvariantCulture)).ToString() : null;
        return ApiAnswer.Ok(new ApiPage<BankingJson.ReceiptJson>([.. found.Value.Rows.Select(BankingJson.Of)], next));
    }
}
