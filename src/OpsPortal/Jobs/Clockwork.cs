using Quartz;

namespace OpsPortal.Jobs;

/// <summary>Sets the scheduler up as a mere clock: one trigger for each job, nothing stored in it.</summary>
internal static class Clockwork
{
    private const string NameKey = "name";

    public static IServiceCollection AddClockwork(this IServiceCollection services)
    {
        services.AddQuartz(quartz => quartz.UseTimeProvider(new SteadyTime()));
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>
    /// Starts ticking; called once the database is ready and filled. A node with the setting <c>Jobs:Enabled</c> off only serves.
    /// </summary>
    public static async Task StartTickingAsync(IServiceProvider services, CancellationToken ct)
    {
        if (!services.GetRequiredService<IConfiguration>().GetValue("Jobs:Enabled", true))
            return;
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(ct);
        foreach (var job in services.GetRequiredService<JobRunner>().Jobs)
        {
            var detail = JobBuilder.Create<Tick>().WithIdentity(job.Name).UsingJobData(NameKey, job.Name).Build();
            var trigger = TriggerBuilder.Create().WithIdentity(job.Name).StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(job.Every).RepeatForever())
                .Build();
            await scheduler.ScheduleJob(detail, trigger, cancellationToken: ct);
        }
    }

    /// <summary>Starts at this machine's time and then only counts: jobs go on ticking when its clock is set back, or comes back
    /// from having been ahead.</summary>
    internal sealed class SteadyTime : TimeProvider
    {
        private readonly DateTimeOffset startedAt = System.GetUtcNow();
        private readonly long started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => startedAt + System.GetElapsedTime(started);
    }

    [DisallowConcurrentExecution]
    internal sealed class Tick(JobRunner runner) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
            await runner.RunAsync(context.JobDetail.JobDataMap.GetString(NameKey)!, cancellationToken);
    }
}
