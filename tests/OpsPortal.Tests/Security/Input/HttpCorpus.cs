using System.Text;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Bad parts of addresses, bodies and content types.</summary>
internal static class HttpCorpus
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Xml = "application/xml";

    /// <summary>Values for routes and queries, as they stand in an address.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "", "-1", "0", "99999999999", "2147483647", "-9223372036854775809", "1e309", "NaN", "';--", "garbage",
        "a%00b", "%ED%A0%80",
        "%C0%AE%C0%AE%2F", "%FF", "%F0%9F%98%80", "%E2%80%AE", "2026-02-30", "9999-12-31", "9999-12", "0001-01", "0001-01-01",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%7B%7B7*7%7D%7D", "..%2F..%2Fetc%2Fpasswd", "%25s%25n", "%0D%0ASet-Cookie:%20a=b",
        "true", "null", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "%", "%zz", "a%5B%5D=1",
        string.Concat(Enumerable.Repeat("x", 3_000)),
        "(a%2B)%2B%24aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "%3Dcmd%7C%27%20%2FC%20calc%27!A0",
    ];

    /// <summary>Those that a test's client lets through in a path; a zero byte there goes over a raw socket.</summary>
    public static IReadOnlyList<string> RouteValues { get; } =
        [.. Values.Where(value => !value.Contains("%00", StringComparison.Ordinal))];

    public static IReadOnlyList<string> Types { get; } =
    [
        "", "nonsense", "text/plain", "application/json; charset=utf-7", "application/json; charset=\"", "multipart/form-data",
        "multipart/form-data; boundary=", Form, "application/x-www-form-urlencoded; charset=utf-16", Xml, "application/zip",
    ];

    public static IReadOnlyList<string> HeaderValues { get; } =
    [
        "", " ", "-1", "0", "*", "null", "NaN", "99999999999999999999", new string('x', 300), new string('x', 8_000),
        new string('\u00e9', 300), "a\u0001b", "a\u001b[31mb", "%00", "%ED%A0%80", "' OR 1=1--", "<script>alert(1)</script>",
        "{{7*7}}", "${jndi:ldap://x}", "../../etc/passwd", "=cmd|' /C calc'!A0", ",,,,", ";;;;", "=;=;=", "\"", "\"unclosed",
        "W/\"", "W/\"\"",
        "bytes=0-0,-1,5-2", "bytes=9223372036854775808-", "bytes=" + string.Concat(Enumerable.Repeat("0-,", 1_000)),
        "gzip, br, zstd;q=9", "gzip", "en;q=1e309, *;q=-1", string.Concat(Enumerable.Repeat("xx-", 200)),
        "t=,v1=", "t=1,v1=zz", "v1,=====", "v1," + new string('A', 5_000), "for=\"[::1\";proto=javascript;host=<x>",
        "http://evil.test", "file:///etc/passwd", "OpsPortal=%ED%A0%80; a=b; =", "Bearer ", "Bearer " + new string('x', 8_000),
        "Basic !!!",
        "00-00000000000000000000000000000000-0000000000000000-zz", "Mon, 99 Foo 0000 99:99:99 GMT", "2026-02-30T25:61:61Z",
    ];

    /// <summary>Headers that any endpoint, or something before it, may read.</summary>
    public static IReadOnlyList<BadHeader> Headers { get; } =
    [
        .. from name in new[]
            {
                "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Forwarded", "Idempotency-Key",
                "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "Origin", "Range", "Referer", "User-Agent",
                "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-HTTP-Method-Override", "baggage",
                "traceparent", "tracestate",
            }
            from value in HeaderValues
            select new BadHeader(name, value),
    ];

    public static IReadOnlyList<BadBody> Bodies { get; } =
    [
        Of("nothing", Json, ""), Of("null", Json, "null"), Of("a number", Json, "1"), Of("a list", Json, "[]"),
        Of("duplicate keys", Json, "{\"number\":\"1\",\"number\":\"2\"}"), Of("depth 33", Json, Deep(33)),
        Of("depth 10,000", Json, Deep(10_000)),
        Of("64 kB and one", Json, $"{{\"a\":\"{new string('x', (64 * 1024) - 7)}\"}}"),
        Of("3 MB", Json, $"\"{new string('x', 3_000_000)}\""),
        Of("wrong types",
            Json, "{\"number\":{},\"title\":[],\"amount\":true,\"currency\":1,\"lines\":\"x\",\"asOf\":-1,\"invoices\":{}}"),
        Of("huge numbers", Json, $"{{\"amount\":{new string('9', 400)},\"limit\":1e999}}"), Of("unfinished", Json, "{\"a\":"),
        Of("trailing", Json, "{}{}"), Of("comment", Json, "{/*x*/}"), Of("NaN", Json, "{\"a\":NaN}"),
        Of("single quotes", Json, "{'a':1}"),
        Of("lone surrogate escape", Json, "{\"number\":\"\\ud800\",\"reference\":\"\\udc00\\ud800\"}"),
        Of("NUL escape", Json, "{\"number\":\"a\\u0000b\",\"reference\":\"\\u0000\",\"name\":\"\\u0000\"}"),
        new("BOM", Json, [0xEF, 0xBB, 0xBF, .. "{}"u8]),
        new("invalid UTF-8", Json, [.. "{\"a\":\""u8, 0xFF, 0xC0, 0xAF, .. "\"}"u8]),
        new("UTF-16", Json, Encoding.Unicode.GetBytes("{\"a\":1}")),
        new("random bytes", "application/octet-stream", Noise(4_096)),
        Of("form without token", Form, "_handler=sign-in&Input.Email=a%00b&Input.Password=%ED%A0%80"),
        Of("form of many keys", Form, string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"k{i}=1"))),
        Of("form of a long key", Form, new string('k', 5_000) + "=1"),
        Of("form of a long value", Form, "Input.Email=" + new string('x', 100_000)),
        Of("bad percent", Form, "Input.Email=%zz&%=%&=&"),
        Of("multipart cut off", "multipart/form-data; boundary=b", "--b\r\nContent-Disp"),
        Of("multipart without name", "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
        Of("zip slip name", "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.pdf\"\r\n\r\nPK\u0003\u0004\r\n--b--\r\n"),
        Of("billion laughs",
            Xml, "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;\">]><Document>&c;</Document>"),
        Of("external entity", Xml, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Document>&x;</Document>"),
        Of("quadratic blow-up",
            Xml, $"<!DOCTYPE a [<!ENTITY x \"{new string('x', 20_000)}\">]>"
            + $"<D>{string.Concat(Enumerable.Repeat("&x;", 1_000))}</D>"),
        Of("deep XML", Xml, string.Concat(Enumerable.Repeat("<a>", 20_000))), Of("many attributes", Xml,
            $"<Document {string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}=\"1\""))}/>"),
    ];

    /// <summary>The type is written in a query as it is.</summary>
    public static bool IsPlain(Type type) => Nullable.GetUnderlyingType(type) is { } within ? IsPlain(within)
        : type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(decimal)
            || type == typeof(DateOnly);

    private static BadBody Of(string name, string type, string text) => new(name, type, Encoding.UTF8.GetBytes(text));

    private static string Deep(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}

/// <summary>A header with what it must not say.</summary>
internal sealed record BadHeader(string Name, string Value);

/// <summary>A body with its name for reports and the content type under which it comes.</summary>
internal sealed record BadBody(string Name, string Type, byte[] Bytes);
