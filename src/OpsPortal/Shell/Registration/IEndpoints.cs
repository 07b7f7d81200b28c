namespace OpsPortal;

/// <summary>A group of HTTP endpoints, found by scanning.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder app);
}
