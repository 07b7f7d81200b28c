namespace OpsPortal.Domain.Shared;

/// <summary>A record of one of our companies: who does not work for the company does not find it.</summary>
public interface IOfCompany
{
    LegalEntityId LegalEntityId { get; }
}
