namespace LocalAws.CodePipeline.Executions;

/// <summary>
/// Keeps a stage to one execution at a time. Where a newer one waits for a stage, the older that waited is superseded; in
/// mode QUEUED all wait in their order, and in mode PARALLEL nobody does.
/// </summary>
sealed class StageGates
{
    readonly Lock _sync = new();
    readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    sealed class Gate
    {
        public bool IsTaken { get; set; }
        public SortedList<long, TaskCompletionSource<bool>> Waiting { get; } = [];
    }

    /// <summary>Waits until the execution may enter the stage; false when a newer one has come in its way.</summary>
    /// <param name="isOpen">Whether the transition into the stage is enabled.</param>
    public async Task<bool> EnterAsync(
        string stage,
        long execution,
        bool supersedes,
        Func<bool> isOpen,
        CancellationToken cancellationToken
    )
    {
        TaskCompletionSource<bool> turn;
        lock (_sync)
        {
            if (!_gates.TryGetValue(stage, out var gate))
                _gates[stage] = gate = new();
            if (!gate.IsTaken && gate.Waiting.Count == 0 && isOpen())
            {
                gate.IsTaken = true;
                return true;
            }
            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            gate.Waiting.Add(execution, turn);
            if (supersedes)
                Supersede(gate);
        }
        // Where it may no longer wait, it must not be let in unseen.
        await using var given = cancellationToken.Register(() =>
        {
            lock (_sync)
            {
                if (turn.TrySetCanceled(cancellationToken))
                    _gates[stage].Waiting.Remove(execution);
            }
        });
        return await turn.Task;
    }

    /// <summary>Lets the next into a stage that an execution has left.</summary>
    public void Leave(string stage, Func<bool> isOpen)
    {
        lock (_sync)
        {
            if (_gates.TryGetValue(stage, out var gate))
                gate.IsTaken = false;
        }
        Admit(stage, isOpen);
    }

    /// <summary>Lets one that waits into a stage that nobody is in.</summary>
    public void Admit(string stage, Func<bool> isOpen)
    {
        lock (_sync)
        {
            if (!_gates.TryGetValue(stage, out var gate) || gate.IsTaken || gate.Waiting.Count == 0 || !isOpen())
                return;
            var (number, turn) = gate.Waiting.First();
            gate.Waiting.Remove(number);
            gate.IsTaken = turn.TrySetResult(true);
        }
    }

    static void Supersede(Gate gate)
    {
        while (gate.Waiting.Count > 1)
        {
            gate.Waiting.Values[0].TrySetResult(false);
            gate.Waiting.RemoveAt(0);
        }
    }
}
