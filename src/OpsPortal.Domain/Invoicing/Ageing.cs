using NodaTime;

namespace OpsPortal.Domain.Invoicing;

/// <summary>How far past due an open amount is.</summary>
public enum AgeingBucket
{
    Current,
    Days1To30,
    Days31To60,
    Days61To90,
    Over90Days,
}

/// <summary>Sorts open amounts by the days since they were due, as of any date.</summary>
public static class Ageing
{
    public static readonly IReadOnlyList<AgeingBucket> Buckets = Enum.GetValues<AgeingBucket>();

    public static AgeingBucket BucketOf(LocalDate dueOn, LocalDate asOf) => Period.DaysBetween(dueOn, asOf) switch
    {
        <= 0 => AgeingBucket.Current,
        <= 30 => AgeingBucket.Days1To30,
        <= 60 => AgeingBucket.Days31To60,
        <= 90 => AgeingBucket.Days61To90,
        _ => AgeingBucket.Over90Days,
    };

    /// <summary>Days past due; none while it is not late.</summary>
    public static int DaysLate(LocalDate dueOn, LocalDate asOf) => Math.Max(0, Period.DaysBetween(dueOn, asOf));

    public static string Words(AgeingBucket bucket) => bucket switch
    {
        AgeingBucket.Current => "Current",
        AgeingBucket.Days1To30 => "1-30 days",
        AgeingBucket.Days31To60 => "31-60 days",
        AgeingBucket.Days61To90 => "61-90 days",
        _ => "Over 90 days",
    };
}
