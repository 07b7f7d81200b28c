using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>Contracts over HTTP: make one, read one, list them.</summary>
internal sealed class ContractsApi : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.Api();
        api.MapPost("/contracts", CreateAsync).Idempotent().NeedsScope(ApiScope.ContractsWrite).WithName("CreateContract")
            .Accepts<ContractBody>("application/json").Produces<ContractJson>(StatusCodes.Status201Created);
        api.MapGet("/contracts/{id}", GetAsync).NeedsScope(ApiScope.ContractsRead).WithName("GetContract")
            .Produces<ContractJson>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/contracts", ListAsync).NeedsScope(ApiScope.ContractsRead).WithName("ListContracts")
            .Produces<ApiPage<ContractRowJson>>();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ContractBodyReader reader, CreateContract create)
    {
        var body = await http.ReadAsync<ContractBody>();
        if (body.IsRefused)
            return ApiProblem.Of(body.Refusal, http);
        var command = await reader.ReadAsync(body.Value, http.ApiActor(), http.RequestAborted);
        if (command.IsRefused)
            return ApiProblem.Of(command.Refusal, http);
        var actor = http.ApiActor();
        actor.Answer!.Render = async (db, value, ct) => await AnswerAsync(db, (ContractId)value, ct);
        var made = await create.RunAsync(command.Value, actor, http.RequestAborted);
        return made.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : actor.Answer.Kept!;
    }

    private static async Task<ApiAnswer> AnswerAsync(Data.OpsDbContext db, ContractId id, CancellationToken ct)
    {
        var contract = await db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery()
            .SingleAsync(c => c.Id == id, ct);
        return ApiAnswer.Created(ContractJson.Of(await ContractDetail.OfAsync(db, contract, ct)), $"/api/v1/contracts/{id}");
    }

    private static async Task<IResult> GetAsync(HttpContext http, string id, ContractDetail detail)
    {
        if (!Guid.TryParse(id, out var guid))
            return ApiProblem.Of(SharedRefusals.NotFound("contract"), http);
        var found = await detail.RunAsync(new(guid), http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : ApiAnswer.Ok(ContractJson.Of(found.Value));
    }

    private static async Task<IResult> ListAsync(HttpContext http, ContractList list, string? cursor, string? limit)
    {
        var (from, size) = (Cursor.Read(cursor), Cursor.Limit(limit));
        if ((from.Refusal ?? size.Refusal) is { } bad)
            return ApiProblem.Of(bad, http);
        var rows = await list.AfterAsync(from.Value, size.Value, http.ApiActor(), http.RequestAborted);
        if (rows.IsRefused)
            return ApiProblem.Of(rows.Refusal, http);
        var page = rows.Value.Take(size.Value).ToList();
        var next = rows.Value.Count > size.Value ? new Cursor(page[^1].MadeAt, page[^1].Number).ToString() : null;
        return ApiAnswer.Ok(new ApiPage<ContractRowJson>([.. page.Select(ContractRowJson.Of)], next));
    }
}
