namespace Endurance;

/// <summary>The endurance run cannot go on; nothing is said about what it tries.</summary>
sealed class EnduranceException(string message) : Exception(message);
