using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>An account number of ours that was given to one buyer: what is paid to it comes from that buyer. A buyer may have
/// several; a number belongs to one buyer only, and is refused to one that is deactivated or merged.</summary>
public sealed class VirtualAccount
{
    private VirtualAccount()
    {
    }

    /// <summary>IBAN or domestic number, capital letters and digits. It is ours and no secret.</summary>
    public string Number { get; private set; } = "";

    public BuyerId BuyerId { get; private set; }

    public Instant GivenAt { get; private set; }

    public static Outcome<VirtualAccount> Give(AccountNumber number, Buyer buyer, Instant at)
    {
        if (buyer.MergedInto is not null)
            return PartiesRefusals.AlreadyMerged(buyer.Name);
        if (!buyer.IsActive)
            return PartiesRefusals.Inactive("buyer", buyer.Name);
        return new VirtualAccount { Number = number.Text, BuyerId = buyer.Id, GivenAt = at };
    }
}
