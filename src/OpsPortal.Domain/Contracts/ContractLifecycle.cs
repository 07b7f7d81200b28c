using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Contracts;

public enum ContractState
{
    Active,
    Paused,
    Closed,
}

public enum ContractAction
{
    Amend,
    Pause,
    Resume,
    Close,
}

/// <summary>Every legal move of a contract.</summary>
public static class ContractLifecycle
{
    public static readonly IReadOnlyList<(ContractState From, ContractAction Action, ContractState To, Permission May)> Moves =
    [
        (ContractState.Active, ContractAction.Amend, ContractState.Active, Permission.AmendContract),
        (ContractState.Active, ContractAction.Pause, ContractState.Paused, Permission.AmendContract),
        (ContractState.Active, ContractAction.Close, ContractState.Closed, Permission.AmendContract),
        (ContractState.Paused, ContractAction.Amend, ContractState.Paused, Permission.AmendContract),
        (ContractState.Paused, ContractAction.Resume, ContractState.Active, Permission.AmendContract),
        (ContractState.Paused, ContractAction.Close, ContractState.Closed, Permission.AmendContract),
    ];

    public static ContractState? Next(ContractState from, ContractAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (ContractState?)move.To).SingleOrDefault();
}
