namespace OpsPortal.Api;

/// <summary>Every "no" of the API itself.</summary>
internal static class ApiRefusals
{
    public static Refusal NoKey => new(
        "api.no-key", "Refused: no valid API key.", "The Authorization header holds no key that is known and in force.",
        "Send \"Authorization: Bearer <key>\". An administrator makes keys under /admin/keys.");

    public static Refusal NotTakenOn => new(
        "api.key-not-taken-on", "Not yet: nobody answers for this key.",
        "It acts in the name of a person who has not taken it on.", "Ask that person to take it on under /keys.");

    public static Refusal KeyIsOver => new(
        "api.key-is-over", "Not done: the key is revoked.", "A key that was revoked stays so.",
        "Ask an administrator for a new one.");

    public static Refusal NoScope(string scope) => new(
        "api.no-scope", "Refused: the key may not do this.", $"It lacks the scope {scope}.", "Use a key that has it.");

    public static Refusal TooManyCalls => new(
        "api.too-many-calls", "Not now: the key has made too many calls.", "It may make so many a minute, and no more.",
        "Wait for as long as Retry-After says, and send it again.");

    public static Refusal KeyMissing => new(
        "api.idempotency-key-missing", "Refused: no Idempotency-Key.",
            "A call that changes something must carry one, of 1 to 255 characters.",
        "Make one per intended effect, such as a UUID, and send it again with every retry.");

    public static Refusal KeyReused => new(
        "api.idempotency-key-reused", "Refused: this Idempotency-Key was used for another request.",
        "The body or the address differs from the first request with this key.", "Use a new key for a new effect.");

    public static Refusal StillRunning => new(
        "api.still-running", "Not yet: the first request with this Idempotency-Key is still running.",
            "Its answer is not known yet.",
        "Send the same request again in a few seconds.");

    public static Refusal BadJson(string why) => new(
        "api.bad-json", "Refused: the body is not the JSON that is expected.", why,
            "Mend the body and send it again with a new Idempotency-Key.");

    public static Refusal TooLarge(long most) => new(
        "api.too-large", $"Refused: the body is larger than {most / 1024 / 1024} MB.", "No request of this kind is that large.",
        "Send less.");

    public static Refusal BadCursor => new(
        "api.bad-cursor", "Refused.", "The cursor is not one that this list gave.",
            "Start without a cursor.") { Field = "cursor" };

    public static Refusal BadLimit => new(
        "api.bad-limit", "Refused.", "The limit must be from 1 to 200.", "Mend it or leave it out.") { Field = "limit" };

    public static Refusal NoSuchAddress => new(
        "api.no-such-address", "Not found.", "There is nothing at this address.", "See /openapi/v1.json.");

    public static Refusal Trouble => new(
        "api.trouble", "Not done: something went wrong on our side.", "The request was stopped and nothing was changed.",
        "Send the same request again; if it stays, tell us the request id.");

    public static Refusal UnknownScope(string scope) => new(
        "api.unknown-scope", "Refused.", $"'{scope}' is not a scope.", "Choose scopes from the list.") { Field = "scopes" };

    public static Refusal NoScopes => new(
        "api.no-scopes", "Refused.", "A key without a scope could do nothing.", "Choose at least one.") { Field = "scopes" };
}
