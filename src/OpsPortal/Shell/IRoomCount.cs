using OpsPortal.Access;

namespace OpsPortal.Shell;

/// <summary>Counts what waits in a room for the person who reads; a <c>[Part]</c>, shown in the rail beside the room's
/// word.</summary>
internal interface IRoomCount
{
    /// <summary>The room's address as it stands in <see cref="Rooms"/>.</summary>
    string Route { get; }

    Task<int> CountAsync(Reading reading);
}
