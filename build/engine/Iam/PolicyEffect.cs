namespace Iam;

public enum PolicyEffect
{
    Allow,
    Deny,
}
