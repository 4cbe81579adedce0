using Endurance.Arenas;
using Endurance.Judges;

namespace Endurance.Events;

/// <summary>A kind of event, and how it is brought about.</summary>
/// <param name="Weight">How often, against the others.</param>
/// <param name="HappenAsync">Brings one about and waits until all that it started has ended; what was done, what the runs wrote, and what was wrong already.</param>
sealed record EventKind(string Name, int Weight, Func<Arena, Random, CancellationToken, Task<Happening>> HappenAsync);

/// <summary>What was done, and what came of it.</summary>
/// <param name="What">In a few words.</param>
/// <param name="Texts">What the runs wrote.</param>
/// <param name="Defects">What went wrong already.</param>
sealed record Happening(string What, IReadOnlyList<string> Texts, IReadOnlyList<Defect> Defects);
