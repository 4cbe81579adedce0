using System.Threading.Channels;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// Finds stacks by name or ARN. Questions that come while an answer is under way are answered together, by one listing of
/// the region's stacks when that takes fewer calls: many stacks that are watched at once share their polls.
/// </summary>
public sealed class StackLookup : IAsyncDisposable
{
    readonly StackCalls calls;
    readonly Channel<Question> questions = Channel.CreateUnbounded<Question>(new() { SingleReader = true });
    readonly CancellationTokenSource closing = new();
    readonly Task pump;

    /// <summary>How many calls a listing takes, as last seen; null where the role may not list.</summary>
    int? pagesOfListing = 1;

    public StackLookup(StackCalls calls)
    {
        this.calls = calls;
        pump = Task.Run(PumpAsync);
    }

    /// <summary>The stack, or null where there is none; one that is deleted only by its ARN.</summary>
    public Task<StackDescription?> FindAsync(string nameOrArn, CancellationToken cancellationToken)
    {
        var question = new Question(nameOrArn);
        return questions.Writer.TryWrite(question)
            ? question.Answer.Task.WaitAsync(cancellationToken)
            : throw new ObjectDisposedException(nameof(StackLookup));
    }

    /// <summary>The stack, or null where there surely is none: not even one that reads do not show yet.</summary>
    /// <param name="unusedName">A name that no change set of the stack has.</param>
    public async Task<StackDescription?> FindExistingAsync(
        string name,
        string unusedName,
        CancellationToken cancellationToken
    )
    {
        var start = calls.Time.GetTimestamp();
        while (true)
        {
            if (await FindAsync(name, cancellationToken) is { } found)
                return found;
            try
            {
                // Not a read: of a change set that is missing it does nothing, and of a stack that is missing it says so.
                await calls.SendAsync(new DeleteChangeSetRequest(unusedName, name), cancellationToken);
            }
            catch (StackNotFoundException)
            {
                return null;
            }
            if (calls.Time.GetElapsedTime(start) > StaleAtMost)
                return null;
            await Task.Delay(betweenLooks, calls.Time, cancellationToken);
        }
    }

    /// <summary>AWS publishes no bound for stale reads: after so long what they say is taken for true.</summary>
    internal static readonly TimeSpan StaleAtMost = TimeSpan.FromMinutes(2);

    static readonly TimeSpan betweenLooks = TimeSpan.FromSeconds(1);

    public async ValueTask DisposeAsync()
    {
        questions.Writer.TryComplete();
        await closing.CancelAsync();
        await pump;
        closing.Dispose();
    }

    async Task PumpAsync()
    {
        var batch = new List<Question>();
        while (await questions.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (questions.Reader.TryRead(out var question))
                batch.Add(question);
            await AnswerAsync(batch);
        }
    }

    async Task AnswerAsync(List<Question> batch)
    {
        try
        {
            if (pagesOfListing is { } pages && batch.Count > pages + 1)
                await AnswerFromListingAsync(batch);
            else
                await Task.WhenAll(batch.Select(AnswerAloneAsync));
        }
#pragma warning disable CA1031 // Whoever asked gets the failure.
        catch (Exception e)
        {
            foreach (var question in batch)
                question.Answer.TrySetException(e);
        }
#pragma warning restore CA1031
    }

    async Task AnswerFromListingAsync(List<Question> batch)
    {
        var open = batch.ToLookup(question => question.NameOrArn, StringComparer.Ordinal);
        var pages = 0;
        try
        {
            await foreach (var page in calls.PagesAsync(new DescribeStacksRequest(), closing.Token))
            {
                pages++;
                foreach (var stack in page.Stacks)
                {
                    foreach (var question in open[stack.StackName].Concat(open[stack.StackId]))
                        question.Answer.TrySetResult(stack);
                }
            }
            pagesOfListing = pages;
        }
        catch (CloudFormationException e) when (e.IsAccessDenied)
        {
            pagesOfListing = null;
        }
        // A deleted stack is in no listing, and is asked for by its ARN.
        var rest = batch.Where(question => !question.Answer.Task.IsCompleted).ToList();
        if (pagesOfListing is null)
        {
            await Task.WhenAll(rest.Select(AnswerAloneAsync));
            return;
        }
        foreach (var question in rest.Where(question => !question.IsArn))
            question.Answer.TrySetResult(null);
        await Task.WhenAll(rest.Where(question => question.IsArn).Select(AnswerAloneAsync));
    }

    async Task AnswerAloneAsync(Question question)
    {
        try
        {
            var result = await calls.SendAsync(new DescribeStacksRequest(question.NameOrArn), closing.Token);
            question.Answer.TrySetResult(result.Stacks is [var stack, ..] ? stack : null);
        }
        catch (StackNotFoundException)
        {
            question.Answer.TrySetResult(null);
        }
    }

    sealed record Question(string NameOrArn)
    {
        public TaskCompletionSource<StackDescription?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsArn => NameOrArn.StartsWith("arn:", StringComparison.Ordinal);
    }
}
