using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Close;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Contracts;
using OpsPortal.Features.Dunning;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Keys;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Features.People;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Tests.Payouts;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Close;

/// <summary>A use case that changes what later months are told with: it must leave the pack of a signed month alone.</summary>
internal sealed record MasterDataChange(Type UseCase, string Account, Func<ChangingWorld, Task<Refusal?>> Run)
{
    private const string Reason = "It became otherwise";

    public static IReadOnlyList<MasterDataChange> All { get; } =
        [.. Parties(), .. Books(), .. Work(), .. Policies(), .. People()];

    /// <summary>They change how somebody signs in and nothing that a pack could print.</summary>
    private static readonly string[] SignIn = [nameof(AskAuthenticatorReset), nameof(ConfirmAuthenticatorReset)];

    /// <summary>Every use case whose source asks for a permission to edit.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. SourceFile.CSharp.Where(file => file.Path.StartsWith("src/OpsPortal/Features/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Split(file.Text, @"\[UseCase\]").Skip(1))
            .Where(text => Regex.IsMatch(text, @"RunAsync(<\w+>)?\(\s*Permission\.(Edit|RecordCallBack)"))
            .Select(text => Regex.Match(text, @"class (\w+)").Groups[1].Value).Except(SignIn),
    ];

    private static IEnumerable<MasterDataChange> Parties()
    {
        yield return Of<CreateBuyer>("finance", async at => (await at.Use<CreateBuyer>().RunAsync(
            new(at.Entity, new("Zweite Kundin GmbH", "new@buyer.test", "DE", "Am Kai 1", "")), at.Actor, default)).Refusal);
        yield return Of<ChangeBuyer>("finance", async at =>
        {
            foreach (var buyer in await at.Db.Set<Buyer>().ToListAsync())
                if ((await at.Use<ChangeBuyer>().MendAsync(buyer.Id, new("A " + buyer.Name, buyer.Email, "AT", "Elsewhere 1", ""),
                    at.Actor, default)).Refusal is { } refusal)
                    return refusal;
            var two = await at.Db.Set<Buyer>().Where(buyer => buyer.LegalEntityId == at.Entity).Take(2).ToListAsync();
            return (await at.Use<ChangeBuyer>().MergeAsync(two[0].Id, two[1].Id, at.Actor, default)).Refusal;
        });
        yield return Of<CreatePayee>("finance", async at => (await at.Use<CreatePayee>().RunAsync(
            new(at.Entity, new("Aaron Aas", "NO", PayeeKind.Individual, "aas@payee.test")), at.Actor, default)).Refusal);
        yield return Of<ChangePayee>("finance", async at =>
        {
            foreach (var payee in await at.Db.Set<Payee>().ToListAsync())
                if ((await at.Use<ChangePayee>().MendAsync(payee.Id,
                    new("Neu " + payee.Name, payee.Country == "SE" ? "NO" : "SE", payee.Kind, payee.Email), at.Actor,
                    default)).Refusal is { } refusal)
                    return refusal;
            return null;
        });
        yield return Of<AddPayeeAccount>("ops", async at => (await at.Use<AddPayeeAccount>().RunAsync(
            new(at.Payee, "Neu", "DE02120300000000202051", "", "DE", "EUR"), at.Actor, default)).Refusal);
        yield return Of<AddTaxId>("compliance", async at => (await at.Use<AddTaxId>().RunAsync(
            new(at.Payee, TaxNumberKind.Vat, "DE", "DE129273398", new("VIES", TaxCheckResult.NotChecked, null, Reason)), at.Actor,
            default)).Refusal);
        yield return Of<RecordCallBack>("controller1", async at =>
        {
            var newest = await at.Db.Set<PayeeAccount>().SingleAsync(one => one.PayeeId == at.Payee && one.ReplacedAt == null);
            return (await at.Use<RecordCallBack>().RunAsync(new(newest.Id, "Called the number on file."), at.Actor,
                default)).Refusal;
        });
        yield return Of<GiveVirtualAccount>("finance", async at => (await at.Use<GiveVirtualAccount>().RunAsync(
            new(at.Buyer, "DE02500105170137075030"), at.Actor, default)).Refusal);
        yield return Of<TakeAwayVirtualAccount>("finance", async at => (await at.Use<TakeAwayVirtualAccount>().RunAsync(
            new("DE02500105170137075030"), at.Actor, default)).Refusal);
    }

    private static IEnumerable<MasterDataChange> Books()
    {
        yield return Of<CreateLegalEntity>("controller1", async at => (await at.Use<CreateLegalEntity>().RunAsync(
            new("UK", "UK", "GBP", new("OpsPortal UK Ltd.", "GB", "Europe/London", "1 Strand", "", "")), at.Actor,
            default)).Refusal);
        yield return Of<MendLegalEntity>("controller1", async at => (await at.Use<MendLegalEntity>().RunAsync(
            new(at.Entity, new("Renamed Holding SE", "FR", "Pacific/Kiritimati", "Elsewhere 2", "X1", "Y2")), at.Actor,
            default)).Refusal);
        yield return Of<AddTreasuryAccount>("controller1", async at => (await at.Use<AddTreasuryAccount>().RunAsync(
            new(at.Entity, "Another account", "DE02100500000054540402", "EUR", false), at.Actor, default)).Refusal);
        yield return Of<CreateProgram>("controller1", async at => (await at.Use<CreateProgram>().RunAsync(
            new("OTHER", "Another program"), at.Actor, default)).Refusal);
        yield return Of<CreateMarket>("controller1", async at => (await at.Use<CreateMarket>().RunAsync(
            new("AT", "AT", "Austria", new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2000)), at.Actor, default)).Refusal);
        yield return Of<ChangeMarketTerms>("controller1", async at =>
        {
            foreach (var market in await at.Db.Set<Market>().ToListAsync())
                if ((await at.Use<ChangeMarketTerms>().RunAsync(
                    new(market.Id, new(SellerOfRecord.Platform, TaxLiability.Entity, false, 700)), at.Actor,
                    default)).Refusal is { } refusal)
                    return refusal;
            return null;
        });
        yield return Of<AddTaxRate>("controller1", async at => (await at.Use<AddTaxRate>().RunAsync(
            new("DE", "Later", 700, new LocalDate(2030, 1, 1)), at.Actor, default)).Refusal);
    }

    private static IEnumerable<MasterDataChange> People()
    {
        yield return Of<InvitePerson>("admin", async at => (await at.Use<InvitePerson>().RunAsync(
            new("Ada Neu", "ada@demo.test", [Role.Ops], [at.Entity]), at.Actor, default)).Refusal);
        yield return Of<InviteAgain>("admin", async at =>
        {
            var invited = await at.Use<InvitePerson>().RunAsync(
                new("Nils Neu", "nils@demo.test", [Role.Ops], [at.Entity]), at.Actor, default);
            return invited.Refusal ?? (await at.Use<InviteAgain>().RunAsync(invited.Value, at.Actor, default)).Refusal;
        });
        yield return Of<ChangePerson>("admin", async at =>
        {
            var person = await at.Db.Set<Person>().SingleAsync(one => one.Email == "approver@demo.test");
            return (await at.Use<ChangePerson>().RunAsync(new(person.Id, [Role.Auditor], [], true), at.Actor, default)).Refusal;
        });
        yield return Of<EndPersonSessions>("admin", async at =>
        {
            var person = await at.Db.Set<Person>().SingleAsync(one => one.Email == "ops@demo.test");
            return (await at.Use<EndPersonSessions>().RunAsync(person.Id, null, at.Actor, default)).Refusal;
        });
        yield return Of<MakeKey>("admin", async at => (await at.Use<MakeKey>().RunAsync(
            new("later", [ApiScope.CloseRead], at.Actor.Person), at.Actor, default)).Refusal);
        yield return Of<RevokeKey>("admin", async at => (await at.Use<RevokeKey>().RunAsync(
            (await at.Db.Set<ApiKey>().FirstAsync()).Id, Reason, at.Actor, default)).Refusal);
    }

    private static IEnumerable<MasterDataChange> Policies()
    {
        yield return Of<ChangePolicyMatrix>("controller1", async at => (await at.Use<ChangePolicyMatrix>().RunAsync(
            new([new PolicyRow(GateKind.Aml, true) { MaxAgeDays = 1 }], default, Reason)
            {
                Shown = await PoliciesShown.MatrixAsync(at.Db, at.Use<AppClock>().GetCurrentInstant()),
            }, at.Actor, default)).Refusal);
        yield return Of<ChangeApprovalPolicy>("controller1", async at => (await at.Use<ChangeApprovalPolicy>().RunAsync(
            new(new([new("Three", 3, [])], [new("EUR", 1_00, 2_00)]), default, Reason)
            {
                Shown = await PoliciesShown.ApprovalAsync(at.Db, at.Use<AppClock>().GetCurrentInstant()),
            }, at.Actor, default)).Refusal);
        yield return Of<ChangeExceptionType>("controller1", async at =>
        {
            foreach (var row in ExceptionTypes.All)
            {
                var terms = row.Owner == Role.Ops ? new TypeTerms(Role.Finance, Role.Ops, 1, [new("Desk", null)])
                    : new TypeTerms(Role.Ops, Role.Finance, 1, [new("Desk", null)]);
                _ = await at.Use<ChangeExceptionType>().RunAsync(new(row.Type, terms, Reason), at.Actor, default);
            }

            return await at.Db.Set<ExceptionTypeVersion>().AnyAsync() ? null : SharedRefusals.NotFound("version");
        });
        yield return Of<DunningPolicies>("controller1", async at => (await at.Use<DunningPolicies>().MakeAsync(
            new(at.Entity, "1, 2", "3", Reason), at.Actor, default)).Refusal);
        yield return Of<ChangeMatchPolicy>("controller1", async at => (await at.Use<ChangeMatchPolicy>().RunAsync(
            new(at.Entity, MatchingRules.Delivered with { SuggestedFrom = 0.9 }, Reason), at.Actor, default)).Refusal);
        yield return Of<ChangeReconciliationPolicy>("controller1", async at =>
        {
            var rules = ReconciliationRules.Delivered with { Bank = new(new Dictionary<string, long> { ["EUR"] = 5 }, 1) };
            return (await at.Use<ChangeReconciliationPolicy>().RunAsync(
                new(at.Entity, rules, Reason), at.Actor, default)).Refusal;
        });
        yield return Of<ChangeChecklist>("controller1", async at => (await at.Use<ChangeChecklist>().RunAsync(
            new(at.Entity, new([.. ChecklistRules.Delivered.Items.Select(item => item with { Name = "Now " + item.Name })]),
                Reason), at.Actor, default)).Refusal);
        yield return Of<SetCheckpoint>("controller1", async at => (await at.Use<SetCheckpoint>().RunAsync(
            new(at.Entity, CheckpointCalendar.Rows[0].Code, true), at.Actor, default)).Refusal);
        yield return Of<SaveErpMapping>("controller1", async at =>
        {
            var entity = await at.Db.Set<LegalEntity>().SingleAsync(one => one.Id == at.Entity);
            var before = await ErpMappings.InForceAsync(at.Db, entity, ErpTarget.GenericCsv, default);
            return (await at.Use<SaveErpMapping>().RunAsync(
                new(at.Entity, ErpTarget.GenericCsv, before.Version, before.Chart with { Company = "OTHER" }, Reason), at.Actor,
                default)).Refusal;
        });
    }

    private static IEnumerable<MasterDataChange> Work()
    {
        yield return Of<ExpectStatements>("finance", async at =>
        {
            var account = await at.Db.Set<TreasuryAccount>().FirstAsync(one => one.LegalEntityId == at.Entity);
            return (await at.Use<ExpectStatements>().RunAsync(
                new(account.Id, BankCalendar.EveryDay, new LocalDate(2030, 1, 1), 1), at.Actor, default)).Refusal;
        });
        yield return Of<SetGate>("compliance", async at => (await at.Use<SetGate>().RunAsync(
            new(at.Payee, GateKind.Aml, GateOutcome.Pending, "A newer file"), at.Actor, default)).Refusal);
        yield return Of<PlaceHold>("compliance", async at => (await at.Use<PlaceHold>().RunAsync(
            new(at.Payee, HoldScope.AllPayouts, HoldReason.Fraud, "Seen later", "A word of theirs"), at.Actor, default)).Refusal);
        yield return Of<AmendContract>("finance", async at =>
        {
            var (contract, now) = (at.Contract, at.Contract.Current);
            var approver = (await at.Db.Set<Person>().SingleAsync(one => one.Email == "approver@demo.test")).Id;
            return (await at.Use<AmendContract>().RunAsync(
                new(contract.Id, now.Number, new(now.TotalMinor, contract.Currency), now.FeeBasisPoints + 100, 0, now.Terms,
                    now.Clearing, now.Shares, [.. contract.PlanOf(now.Number).Select(item => new PlannedItem(
                        item.Id, item.Kind, item.Name, AmountBasis.Fixed, item.AmountMinor, DueOn: item.DueOn,
                        Criteria: "As agreed", Approver: approver))], Reason),
                at.Actor, default)).Refusal;
        });
        yield return Of<ChangeContractState>("finance", async at => (await at.Use<ChangeContractState>().PauseAsync(
            at.Contract.Id, Reason, at.Actor, default)).Refusal);
        yield return Of<RecordMandate>("finance", async at => (await at.Use<RecordMandate>().RunAsync(
            at.Contract.Id, "MANDATE-9", at.Actor, default)).Refusal);
        yield return Of<ChangePayee>("finance", async at => (await at.Use<ChangePayee>().DeactivateAsync(
            at.Payee, at.Actor, default)).Refusal);
    }

    private static MasterDataChange Of<T>(string account, Func<ChangingWorld, Task<Refusal?>> run) =>
        new(typeof(T), account, run);
}
