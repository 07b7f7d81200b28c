namespace OpsPortal.Domain.Access;

/// <summary>What a person is in the back office. Powers are permissions; a role is a named set of them.</summary>
public enum Role
{
    /// <summary>Signs off milestones.</summary>
    Approver,

    /// <summary>Resolves exceptions and matches cash.</summary>
    Ops,

    /// <summary>Makes batches, reconciles, prepares closes.</summary>
    Finance,

    /// <summary>Approves and transmits batches, reviews, signs, owns policies.</summary>
    Controller,

    /// <summary>Decides AML, sanctions and tax gates; never builds, approves or transmits.</summary>
    Compliance,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>People, roles, keys; no money.</summary>
    Admin,
}
