using System.Globalization;
using LocalAws.Ec2;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Ssm;

/// <summary>What Systems Manager's parameter store does, in the caller's account.</summary>
public sealed partial class ParameterOperations
{
    const int MostVersions = 100;
    readonly World _world;
    readonly Authorizer _authorizer;

    readonly Func<CryptoOperations> _crypto;

    internal ParameterOperations(World world, Authorizer authorizer, Func<CryptoOperations> crypto)
    {
        _crypto = crypto;
        _world = world;
        _authorizer = authorizer;
    }

    /// <summary>The ARN of a parameter; the slash of a hierarchy is not doubled.</summary>
    public static string Arn(string account, string region, string name) =>
        $"arn:{Partitions.Of(region)}:ssm:{region}:{account}:parameter{(name?.StartsWith('/') == true ? "" : "/")}{name}";

    /// <summary>Makes a parameter or, where that is asked for, a new version.</summary>
    public Parameter Put(Caller caller, string region, NewParameter request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        var tags = TagChange.Add(request.Tags);
        Demand(caller, region, request.Name, "ssm:PutParameter", tags);
        if (request.Tags.Count > 0)
            Demand(caller, region, request.Name, "ssm:AddTagsToResource", tags);
        var parameters = Parameters(caller, region);
        var put = NextVersion(caller, parameters.Find(request.Name), request);
        if (put.EncryptionKey is { } key)
            DemandKey(caller, region, caller.Account, key, "kms:Encrypt");
        return parameters.Update(request.Name, found => Put(caller, found, request))!;
    }

    /// <summary>A parameter by name or ARN, with an optional ":version" or ":label".</summary>
    public (Parameter Parameter, ParameterVersion Version) Get(Caller caller, string region, string selector) =>
        Find(caller, region, selector, "ssm:GetParameter") switch
        {
            null => throw new AwsException("ParameterNotFound", ""),
            (var parameter, null) => throw ParameterRules.VersionNotFound(
                parameter.Name,
                ParameterSelector.Parse(caller.Account, selector).Version!
            ),
            (var parameter, var version) => (parameter, version),
        };

    /// <summary>Several parameters; where one, or the version of it that is asked for, does not exist, both are null.</summary>
    public IReadOnlyList<(string Selector, Parameter? Parameter, ParameterVersion? Version)> GetMany(
        Caller caller,
        string region,
        IReadOnlyList<string> selectors
    )
    {
        ArgumentNullException.ThrowIfNull(selectors);
        return
        [
            .. selectors
                .Distinct()
                .Select(selector =>
                    Find(caller, region, selector, "ssm:GetParameters") is ({ } parameter, { } version)
                        ? (selector, parameter, version)
                        : (selector, (Parameter?)null, (ParameterVersion?)null)
                ),
        ];
    }

    /// <summary>The parameters under a path, by name.</summary>
    public IReadOnlyList<Parameter> GetByPath(Caller caller, string region, string path, bool recursive)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (path?.StartsWith('/') != true)
            throw new AwsException("ValidationException", "The parameter path must begin with a slash.");
        var prefix = path.EndsWith('/') ? path : path + "/";
        if (prefix.StartsWith("/aws/", StringComparison.Ordinal))
            return GetPublicByPath(caller, region, prefix, recursive);
        _authorizer.Demand(caller, region, "ssm:GetParametersByPath", Arn(caller.Account, region, prefix));
        return
        [
            .. Parameters(caller, region)
                .Below(prefix == "/" ? "" : prefix)
                .Where(parameter => recursive || parameter.Path.LastIndexOf('/') < prefix.Length),
        ];
    }

    List<Parameter> GetPublicByPath(Caller caller, string region, string prefix, bool recursive)
    {
        _authorizer.Demand(
            caller,
            new("ssm:GetParametersByPath", Arn("", region, prefix), region) { ResourceAccount = caller.Account }
        );
        return
        [
            .. PublishedImages
                .All.Keys.Concat(ContainerImages.Parameters)
                .Concat(_world.Options.Lookups.PublicParameters.Keys)
                .Distinct()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Where(name => recursive || !name[prefix.Length..].Contains('/', StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Public(region, name)!),
        ];
    }

    /// <summary>All parameters.</summary>
    public IReadOnlyList<Parameter> Describe(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(
            caller,
            region,
            "ssm:DescribeParameters",
            $"arn:{Partitions.Of(region)}:ssm:{region}:{caller.Account}:*"
        );
        return Parameters(caller, region).Below("");
    }

    /// <summary>The versions of a parameter.</summary>
    public Parameter GetHistory(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Demand(caller, region, name, "ssm:GetParameterHistory");
        return Parameters(caller, region).Find(name) ?? throw new AwsException("ParameterNotFound", "");
    }

    /// <summary>Deletes a parameter.</summary>
    public void Delete(Caller caller, string region, string name)
    {
        if (DeleteMany(caller, region, [name], "ssm:DeleteParameter").Count == 0)
            throw new AwsException("ParameterNotFound", "");
    }

    /// <summary>Deletes parameters and returns the names of those that there were.</summary>
    public IReadOnlyList<string> DeleteMany(
        Caller caller,
        string region,
        IReadOnlyList<string> names,
        string action = "ssm:DeleteParameters"
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
            Demand(caller, region, name, action);
        return [.. names.Where(name => Parameters(caller, region).Remove(name) is not null)];
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string region, string name, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(change);
        var action = change.IsRemoval ? "ssm:RemoveTagsFromResource" : "ssm:AddTagsToResource";
        Demand(caller, region, name, action, change);
        Parameters(caller, region)
            .Update(
                name,
                found =>
                {
                    if (found is null)
                        throw ParameterRules.NoResource();
                    return found with { Tags = change.ApplyTo(found.Tags, ParameterRules.Tags) };
                }
            );
    }

    /// <summary>The tags of a parameter.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Demand(caller, region, name, "ssm:ListTagsForResource");
        return Parameters(caller, region).Find(name)?.Tags ?? throw ParameterRules.NoResource();
    }

    /// <summary>The value in plain text, which needs the key of a version that is a SecureString.</summary>
    public string Decrypt(Caller caller, string region, ParameterVersion version)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(version);
        if (version.EncryptionKey is { } key)
            DemandKey(caller, region, caller.Account, key, "kms:Decrypt");
        return version.Value;
    }

    void DemandKey(Caller caller, string region, string account, string key, string action)
    {
        var selector = key.StartsWith("arn:", StringComparison.Ordinal)
            ? key
            : $"arn:{Partitions.Of(region)}:kms:{region}:{account}:{(key.StartsWith("alias/", StringComparison.Ordinal) ? key : "key/" + key)}";
        try
        {
            _crypto().DemandUse(caller.Through("ssm.amazonaws.com"), region, selector, action);
        }
        catch (AwsException error) when (error.Code == "NotFoundException")
        {
            throw new AwsException("InvalidKeyId", error.Message);
        }
    }

    Parameter Put(Caller caller, Parameter? found, NewParameter request)
    {
        var version = NextVersion(caller, found, request);
        if (found is { Versions: [{ Labels.Count: > 0 } oldest, ..] versions } && versions.Count >= MostVersions)
            throw ParameterRules.OldestVersionHasLabel(found.Name, oldest.Number);
        return new()
        {
            Name = found?.Name ?? request.Name,
            Versions = [.. (found?.Versions ?? []).TakeLast(MostVersions - 1), version],
            Tags = found?.Tags ?? request.Tags,
        };
    }

    /// <summary>What a request makes; what it leaves out stays as it was.</summary>
    ParameterVersion NextVersion(Caller caller, Parameter? found, NewParameter request)
    {
        ParameterRules.CheckAgainst(found, request);
        var last = found?.Current;
        var type =
            request.Type
            ?? last?.Type
            ?? throw new AwsException(
                "ValidationException",
                "A parameter type is required when you create a parameter."
            );
        var pattern = request.AllowedPattern ?? last?.AllowedPattern;
        ParameterRules.Check(request, type, pattern);
        var policies = ParameterPolicies.Read(request.Policies);
        var tier = TierOf(request, last, policies);
        policies ??= last?.Policies ?? [];
        ParameterPolicies.CheckTier(policies, tier);
        var number = (last?.Number ?? 0) + 1;
        return new(number, type, request.Value, request.DataType ?? last?.DataType ?? "text", _world.Now, caller.Arn)
        {
            Description = request.Description ?? last?.Description,
            AllowedPattern = pattern,
            Tier = tier,
            Policies = policies,
            KeyId =
                type == ParameterVersion.SecureString
                    ? request.KeyId ?? last?.KeyId ?? ParameterVersion.DefaultKey
                    : null,
        };
    }

    /// <summary>Advanced where that is asked for, or has to be and may; never back to Standard.</summary>
    static string TierOf(NewParameter request, ParameterVersion? last, IReadOnlyList<ParameterPolicy>? policies) =>
        request.Tier is "Advanced" || (request.Tier is "Intelligent-Tiering" && policies?.Count > 0)
            ? "Advanced"
            : last?.Tier ?? "Standard";

    (Parameter Parameter, ParameterVersion? Version)? Find(Caller caller, string region, string selector, string action)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(selector);
        var (account, name, version) = ParameterSelector.Parse(caller.Account, selector);
        ParameterRules.CheckPath(name);
        if (name.StartsWith("/aws/", StringComparison.Ordinal))
            return FindPublic(caller, region, name, action);
        var found = _world.HasAccount(account) ? Parameters(account, region).Find(name) : null;
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, Arn(account, region, name), region).WithResourceTags(
                found?.Tags ?? TagChange.None
            )
        );
        if (found is null)
            return null;
        if (version is null)
            return (found, found.Current);
        var chosen = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? found.Versions.FirstOrDefault(candidate => candidate.Number == number)
            : found.Versions.FirstOrDefault(candidate => candidate.Labels.Contains(version));
        return (found, chosen);
    }

    /// <summary>A parameter that AWS publishes; it is in no account.</summary>
    (Parameter Parameter, ParameterVersion? Version)? FindPublic(
        Caller caller,
        string region,
        string name,
        string action
    )
    {
        _authorizer.Demand(caller, new(action, Arn("", region, name), region) { ResourceAccount = caller.Account });
        return Public(region, name) is { } published ? (published, published.Current) : null;
    }

    /// <summary>What the world's fixtures say, and otherwise AWS everywhere.</summary>
    Parameter? Public(string region, string name)
    {
        var value =
            _world.Options.Lookups.PublicParameters.GetValueOrDefault(name)
            ?? PublishedImages.ValueOf(region, name)
            ?? ContainerImages.ValueOf(region, name);
        if (value is null)
            return null;
        var version = new ParameterVersion(1, "String", value, "text", PublishedImages.Created, "");
        return new() { Name = name, Versions = [version] };
    }

    void Demand(Caller caller, string region, string name, string action, TagChange? change = null) =>
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, Arn(caller.Account, region, name), region)
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(Parameters(caller, region).Find(name)?.Tags ?? TagChange.None)
        );

    UnexpiredParameters Parameters(Caller caller, string region) => Parameters(caller.Account, region);

    UnexpiredParameters Parameters(string account, string region) =>
        new(_world.Table(ParameterTables.Parameters, account, region), _world.Now);
}
