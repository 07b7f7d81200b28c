using OpsPortal.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>A payment that could not be posted with certainty on arrival.</summary>
[Part]
internal sealed class PaymentSucceededHandler(PostPayments payments) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.PaymentSucceeded];

    public Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened) => payments.PostOneAsync(work, happened);
}
