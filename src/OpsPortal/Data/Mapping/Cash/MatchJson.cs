using System.Buffers;
using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Data.Mapping.Cash;

/// <summary>
/// Reasons and candidates as the JSON that <see cref="System.Text.Json.JsonSerializer"/> reads back, written by hand: they are
/// kept for each of up to a million lines of a run, and the serializer took longer than finding them.
/// </summary>
internal static class MatchJson
{
    [ThreadStatic]
    private static Pen? pen;

    [ThreadStatic]
    private static (IReadOnlyList<string> Reasons, string Json)? last;

    /// <summary>Results of one rule share one list of reasons, so it is written once for all that come together.</summary>
    public static string Of(IReadOnlyList<string> reasons)
    {
        if (last is { } before && ReferenceEquals(before.Reasons, reasons))
            return before.Json;
        var json = Write(reasons, static (writer, all) =>
        {
            foreach (var reason in all)
                writer.WriteStringValue(reason);
        });
        last = (reasons, json);
        return json;
    }

    public static string Of(IReadOnlyList<MatchCandidate> candidates) => Write(candidates, static (writer, all) =>
    {
        foreach (var candidate in all)
            Write(writer, candidate);
    });

    private static void Write(Utf8JsonWriter writer, MatchCandidate candidate)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("Allocations"u8);
        foreach (var part in candidate.Allocations)
        {
            writer.WriteStartObject();
            writer.WriteString("InvoiceId"u8, part.InvoiceId);
            writer.WriteNumber("AmountMinor"u8, part.AmountMinor);
            writer.WriteNumber("DifferenceMinor"u8, part.DifferenceMinor);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("Rule"u8, Enum.GetName(candidate.Rule));
        writer.WriteNumber("Score"u8, candidate.Score);
        writer.WriteStartArray("Evidence"u8);
        foreach (var evidence in candidate.Evidence)
        {
            writer.WriteStartObject();
            writer.WriteString("Feature"u8, Enum.GetName(evidence.Feature));
            writer.WriteNumber("Value"u8, evidence.Value);
            writer.WriteNumber("Weight"u8, evidence.Weight);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Write<T>(IReadOnlyList<T> all, Action<Utf8JsonWriter, IReadOnlyList<T>> write)
    {
        var (buffer, writer) = pen ??= new Pen(new ArrayBufferWriter<byte>(1024));
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartArray();
        write(writer, all);
        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed record Pen(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)
    {
        public Pen(ArrayBufferWriter<byte> buffer)
            : this(buffer, new Utf8JsonWriter(buffer))
        {
        }
    }
}
