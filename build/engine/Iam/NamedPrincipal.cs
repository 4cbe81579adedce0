namespace Iam;

/// <summary>A principal as a statement names it.</summary>
/// <param name="Type">AWS, Service, Federated or CanonicalUser; empty where the whole element is an asterisk.</param>
/// <param name="Value">ARN, account, unique id or name of a service, or an asterisk.</param>
public readonly record struct NamedPrincipal(string Type, string Value);
