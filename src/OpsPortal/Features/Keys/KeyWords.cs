using System.Net;
using Microsoft.AspNetCore.Components;
using OpsPortal.Api;
using OpsPortal.Components;

namespace OpsPortal.Features.Keys;

/// <summary>How keys read and look.</summary>
internal static class KeyWords
{
    public static MarkupString State(Instant? revokedAt, Instant? takenOnAt) => (revokedAt, takenOnAt) switch
    {
        ({ }, _) => Draw.State("Revoked"),
        (_, null) => Draw.State("Not taken on", Tone.Warn),
        _ => Draw.State("In force", Tone.Good),
    };

    /// <summary>What a key may do, scope by scope; the name of the API, which programs send, stands beside it.</summary>
    public static MarkupString Scopes(string scopes) => new(string.Concat(scopes.Split(' ').Select(scope =>
        $"<div>{Encode(Of(scope))} <code class=\"quiet\">{Encode(scope)}</code></div>")));

    /// <summary>What a key may do, in one sentence's words.</summary>
    public static string Sentence(string? scopes) => string.Join(", ", (scopes ?? "").Split(' ')
        .Select(Of).Select(words => words.Length == 0 ? words : $"{char.ToLowerInvariant(words[0])}{words[1..]}"));

    /// <summary>A scope in words; one that is no longer known by its name.</summary>
    public static string Of(string scope) => scope switch
    {
        ApiScope.CashRead => "Read receipts",
        ApiScope.CashWrite => "Import bank statements",
        ApiScope.CloseRead => "Read months and close packs",
        ApiScope.ContractsRead => "Read contracts",
        ApiScope.ContractsWrite => "Create contracts",
        ApiScope.LedgerRead => "Read the ledger and ERP exports",
        ApiScope.MatchingTry => "Try matching, storing nothing",
        ApiScope.PayeeInvoicesWrite => "Record payee invoices",
        ApiScope.PayoutsRead => "Read release decisions and batches",
        ApiScope.TraceRead => "Trace any id",
        _ => scope,
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
