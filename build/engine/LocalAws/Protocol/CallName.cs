namespace LocalAws.Protocol;

/// <summary>What a request asks for, as its service names it.</summary>
/// <param name="Action">Such as CreateChangeSet; empty where it names none.</param>
/// <param name="Resource">What it is about, such as a stack's name; empty where it does not say.</param>
public readonly record struct CallName(string Action, string Resource = "");
