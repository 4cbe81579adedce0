namespace Scaffolding;

/// <summary>Runs a program to its end, its output shown to the user, and fails with a finding where it fails.</summary>
/// <param name="program">A name that the search path leads to, or a path.</param>
/// <param name="arguments">Handed over one by one, never through a shell.</param>
/// <param name="folder">The working directory.</param>
/// <param name="what">What it does, as in "the restore of the new packages".</param>
public delegate Task RunCommand(string program, IReadOnlyList<string> arguments, string folder, string what);
