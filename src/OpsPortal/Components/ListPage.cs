using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A page with a list whose order and page stand in the address.</summary>
public abstract class ListPage : OpsPage
{
    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageName { get; set; }

    /// <summary>Where the reader is in the list.</summary>
    protected ListPlace Place => ListPlace.Of(Sort, PageName);
}
