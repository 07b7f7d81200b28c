using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Api;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Features.Ledger.CutOvers;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.Erp;
using OpsPortal.Providers.Reports;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Input;

/// <summary>What comes from outside, damaged at random: webhooks, events, reports, answers of an ERP, cut-over files, cursors. It
/// is read or refused; nothing is let in, and nothing is thrown but what the reader's callers know.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class ReadersFuzzTests(ITestOutputHelper output)
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Event = """
        {"id":"evt_1","type":"payment_intent.succeeded","created":1772442000,"timestamp":"2026-03-02T09:00:00Z",
        "data":{"object":{"id":"pi_1","amount":1200,"amount_received":1200,"currency":"eur","metadata":{"invoice":"A-1"}}}}
        """;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly (string Name, string Sample, Action<byte[]> Read)[] Readers =
    [
        ("Stripe events", Event, bytes => new StripeEventReader().Read(null, bytes)),
        ("sandbox events", Event.Replace("payment_intent", "payment", StringComparison.Ordinal),
            bytes => new SandboxEventReader().Read("msg_1", bytes)),
        ("ERP results",
            "externalId,status,documentNumber,message,period\nJ-1,accepted,1000,,2026-03\nJ-2,rejected,,\"no, \"\"x\"\"\",\n",
            bytes => ErpResultReader.Read(bytes)),
        ("ERP results in JSON",
            "[{\"externalId\":\"J-1\",\"status\":\"ok\",\"number\":1,\"message\":null,\"period\":\"2026-03\"}]",
            bytes => ErpResultReader.Read(bytes)),
        ("provider reports",
            "id,Type,Amount,Currency,Created\ntxn_1,charge,12.00,eur,2026-03-02 09:00\ntxn_2,payout,-12.00,eur,x\n",
            bytes => Known<BankFileException, DecoderFallbackException>(() => ReportTable.Read(bytes))),
        ("cut-over files", "account,debit,credit,currency\n1000,12.00,,EUR\n3000,,12.00,EUR\n",
            bytes => CutOverTable.Read(CutOverFiles.Of(CutOverFileKind.TrialBalance), bytes)),
        ("trial balances",
            "account,name,currency,debit,credit,as of\n1000,Cash,EUR,12.00,,2026-03-01\n3000,\"a, b\",EUR,,12.00,2026-03-01\n",
            bytes => new TrialBalanceReader(new(null, Now.InUtc().Date, ["EU"]), []).Read(bytes)),
        ("cursors", new Cursor(Now, "A-1").ToString(), bytes => Cursor.Read(Encoding.UTF8.GetString(bytes))),
    ];

    [Fact]
    public void Readers_OfAnythingDamaged_ReadOrRefuse()
    {
        var (random, tried) = (new Random(InputRun.Read(0).Seed), 0);
        var faults = new List<string>();
        foreach (var (name, sample, read) in Readers)
        {
            var bytes = Encoding.UTF8.GetBytes(sample);
            read(bytes);
            tried += Try(() =>
            {
                var damaged = Damage.To(random, bytes);
                try
                {
                    read(damaged);
                }
                catch (Exception trouble)
                {
                    faults.Add($"{name}: {trouble.GetType().Name} {trouble.Message} of {Convert.ToBase64String(damaged)}");
                }
            });
        }

        output.WriteLine($"{Readers.Length} readers, {tried} damaged samples, {faults.Count} faults.");
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(20)));
    }

    [Fact]
    public void Signatures_OfAnythingDamaged_AreNeverGood()
    {
        var random = new Random(InputRun.Read(0).Seed);
        var body = Encoding.UTF8.GetBytes(Event);
        var time = Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(Secret["whsec_".Length..]);
        var standard = "v1," + Convert.ToBase64String(Mac(key, $"msg_1.{time}.", body));
        var stripe = $"t={time},v1=" + Convert.ToHexStringLower(Mac(Encoding.UTF8.GetBytes(Secret), $"{time}.", body));
        Assert.Equal(SignatureVerdict.Good, Standard("msg_1", time, standard, body));
        Assert.Equal(SignatureVerdict.Good, StripeSignature.Verify(stripe, body, [Secret], Now));

        var tried = Try(() =>
        {
            var damaged = Damage.To(random, body);
            if (!damaged.AsSpan().SequenceEqual(body))
            {
                Assert.NotEqual(SignatureVerdict.Good, Standard("msg_1", time, standard, damaged));
                Assert.NotEqual(SignatureVerdict.Good, StripeSignature.Verify(stripe, damaged, [Secret], Now));
            }

            // Another writing of the same signature may be good: what must not be is an exception.
            Standard(Text(random, "msg_1"), Text(random, time), Text(random, standard), body);
            StripeSignature.Verify(Text(random, stripe), body, [Secret], Now);
            if (Text(random, "msg_1") is var id && id != "msg_1")
                Assert.NotEqual(SignatureVerdict.Good, Standard(id, time, standard, body));
        });
        output.WriteLine($"{tried} damaged webhooks, 0 faults.");
    }

    private static byte[] Mac(byte[] key, string before, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(before), .. body];
        return HMACSHA256.HashData(key, signed);
    }

    private static int Try(Action once)
    {
        var (most, patience) = InputRun.IsWhole ? (1_000_000, InputRun.WholePatience(5)) : (5_000, TimeSpan.FromSeconds(3));
        var clock = Stopwatch.StartNew();
        var tried = 0;
        for (; tried < most && clock.Elapsed < patience; tried++)
            once();
        return tried;
    }

    private static SignatureVerdict Standard(string id, string time, string signature, byte[] body) =>
        StandardWebhookSignature.Verify(new StandardWebhookHeaders(id, time, signature), body, [Secret], Now);

    private static string Text(Random random, string sample) =>
        Encoding.UTF8.GetString(Damage.To(random, Encoding.UTF8.GetBytes(sample)));

    private static void Known<TFirst, TSecond>(Action read)
        where TFirst : Exception
        where TSecond : Exception
    {
        try
        {
            read();
        }
        catch (Exception trouble) when (trouble is TFirst or TSecond)
        {
            // What its callers turn into a refusal.
        }
    }
}
