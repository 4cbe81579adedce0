namespace Mutations;

/// <summary>The run cannot go on; its message is for whoever started it.</summary>
sealed class MutationsException(string message) : Exception(message);
