namespace LocalAws.Iam;

public enum PolicyEffect
{
    Allow,
    Deny,
}
