using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>One call of the CloudFormation API and how its answer is read.</summary>
public abstract record CloudFormationRequest<TResult>
{
    private protected CloudFormationRequest() { }

    /// <summary>The API's name of the call, as in IAM's action after "cloudformation:".</summary>
    public string Action => GetType().Name[..^"Request".Length];

    internal abstract void Write(QueryParameters parameters);

    internal abstract TResult Read(XElement result);
}

/// <summary>A call whose answer comes in pages.</summary>
public abstract record PagedRequest<TResult> : CloudFormationRequest<TResult>
    where TResult : IPage
{
    private protected PagedRequest() { }

    /// <summary>Where the page before this one ended; null for the first.</summary>
    public string? NextToken { get; init; }
}

/// <summary>One page of an answer.</summary>
public interface IPage
{
    /// <summary>Null on the last page.</summary>
    string? NextToken { get; }
}

/// <summary>The answer to a call that has none but success.</summary>
public readonly record struct Done;
