using System.Globalization;
using LocalAws.Identities;
using LocalAws.Kms;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Ssm;

/// <summary>What Systems Manager's parameter store does, in the caller's account.</summary>
public sealed class ParameterOperations
{
    const int MostVersions = 100;
    const string SecureString = "SecureString";
    const string DefaultKey = "alias/aws/ssm";
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
        $"arn:aws:ssm:{region}:{account}:parameter{(name?.StartsWith('/') == true ? "" : "/")}{name}";

    /// <summary>Makes a parameter or, where that is asked for, a new version.</summary>
    public Parameter Put(Caller caller, string region, NewParameter request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        _authorizer.Demand(
            caller,
            new AccessQuestion("ssm:PutParameter", Arn(caller.Account, region, request.Name), region).WithRequestTags(
                request.Tags
            )
        );
        if ((request.Type ?? Parameters(caller, region).Find(request.Name)?.Current.Type) == SecureString)
        {
            var key = request.KeyId ?? Parameters(caller, region).Find(request.Name)?.KeyId ?? DefaultKey;
            DemandKey(caller, region, caller.Account, key, "kms:Encrypt");
        }
        return Parameters(caller, region).Update(request.Name, found => Put(caller, found, request))!;
    }

    /// <summary>A parameter by name or ARN, with an optional ":version" or ":label".</summary>
    public (Parameter Parameter, ParameterVersion Version) Get(Caller caller, string region, string selector) =>
        Find(caller, region, selector, "ssm:GetParameter") ?? throw new AwsException("ParameterNotFound", "");

    /// <summary>Several parameters; those that do not exist are left out.</summary>
    public IReadOnlyList<(string Selector, Parameter? Parameter, ParameterVersion? Version)> GetMany(
        Caller caller,
        string region,
        IReadOnlyList<string> selectors
    )
    {
        ArgumentNullException.ThrowIfNull(selectors);
        return
        [
            .. selectors.Select(selector =>
                Find(caller, region, selector, "ssm:GetParameters") is { } found
                    ? (selector, found.Parameter, found.Version)
                    : (selector, (Parameter?)null, (ParameterVersion?)null)
            ),
        ];
    }

    /// <summary>Up to <paramref name="limit"/> parameters under a path, after the name that the last page ended with.</summary>
    public IReadOnlyList<Parameter> GetByPath(
        Caller caller,
        string region,
        string path,
        bool recursive,
        string? after,
        int limit
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (path?.StartsWith('/') != true)
            throw new AwsException("ValidationException", "The parameter path must begin with a slash.");
        var prefix = path.EndsWith('/') ? path : path + "/";
        _authorizer.Demand(caller, region, "ssm:GetParametersByPath", Arn(caller.Account, region, prefix));
        return
        [
            .. Parameters(caller, region)
                .Range(prefix, after, int.MaxValue)
                .Select(pair => pair.Value)
                .Where(parameter =>
                    recursive || !parameter.Name[prefix.Length..].Contains('/', StringComparison.Ordinal)
                )
                .Take(limit),
        ];
    }

    /// <summary>All parameters.</summary>
    public IReadOnlyList<Parameter> Describe(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(caller, region, "ssm:DescribeParameters", $"arn:aws:ssm:{region}:{caller.Account}:*");
        return Parameters(caller, region).All();
    }

    /// <summary>The versions of a parameter.</summary>
    public Parameter GetHistory(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Demand(caller, region, name, "ssm:GetParameterHistory");
        return Parameters(caller, region).Find(name) ?? throw new AwsException("ParameterNotFound", "");
    }

    /// <summary>Moves labels to a version, the current one by default; returns its number and the labels that cannot be.</summary>
    public (long Version, IReadOnlyList<string> Invalid) Label(
        Caller caller,
        string region,
        string name,
        long? version,
        IReadOnlyList<string> labels
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(labels);
        Demand(caller, region, name, "ssm:LabelParameterVersion");
        var valid = labels.Where(ParameterRules.IsLabel).ToList();
        var changed = Parameters(caller, region)
            .Update(
                name,
                found =>
                    found is null ? throw new AwsException("ParameterNotFound", "") : found.WithLabels(version, valid)
            )!;
        return (version ?? changed.Current.Number, [.. labels.Except(valid)]);
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

    /// <summary>Adds, changes and removes tags.</summary>
    public void Tag(
        Caller caller,
        string region,
        string name,
        IReadOnlyDictionary<string, string> add,
        IReadOnlyList<string> remove
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(remove);
        Demand(caller, region, name, add.Count > 0 ? "ssm:AddTagsToResource" : "ssm:RemoveTagsFromResource");
        Parameters(caller, region)
            .Update(
                name,
                found =>
                {
                    if (found is null)
                        throw new AwsException(
                            "InvalidResourceId",
                            "The resource ID isn't valid. Verify that you entered the correct ID and try again."
                        );
                    var tags = new Dictionary<string, string>(found.Tags, StringComparer.Ordinal);
                    foreach (var (key, value) in add)
                        tags[key] = value;
                    foreach (var key in remove)
                        tags.Remove(key);
                    return found with { Tags = tags };
                }
            );
    }

    /// <summary>The tags of a parameter.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string region, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Demand(caller, region, name, "ssm:ListTagsForResource");
        return Parameters(caller, region).Find(name)?.Tags
            ?? throw new AwsException(
                "InvalidResourceId",
                "The resource ID isn't valid. Verify that you entered the correct ID and try again."
            );
    }

    /// <summary>Asks whether the caller may read the value of a SecureString, which needs its key.</summary>
    public void DemandDecryption(Caller caller, string region, Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.KeyId is { } key)
            DemandKey(caller, region, caller.Account, key, "kms:Decrypt");
    }

    void DemandKey(Caller caller, string region, string account, string key, string action)
    {
        var selector = key.StartsWith("arn:", StringComparison.Ordinal)
            ? key
            : $"arn:aws:kms:{region}:{account}:{(key.StartsWith("alias/", StringComparison.Ordinal) ? key : "key/" + key)}";
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
        if (found is not null && !request.Overwrite)
        {
            throw new AwsException(
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
            );
        }
        var type =
            request.Type
            ?? found?.Current.Type
            ?? throw new AwsException(
                "ValidationException",
                "A parameter type is required when you create a parameter."
            );
        var pattern = request.AllowedPattern ?? found?.AllowedPattern;
        ParameterRules.Check(request, type, pattern);
        var number = (found?.Current.Number ?? 0) + 1;
        var version = new ParameterVersion(number, type, request.Value, request.DataType, _world.Now, caller.Arn);
        return new()
        {
            Name = request.Name,
            Description = request.Description ?? found?.Description,
            AllowedPattern = pattern,
            Tier = request.Tier is "Advanced" ? "Advanced" : found?.Tier ?? "Standard",
            KeyId = type == SecureString ? request.KeyId ?? found?.KeyId ?? DefaultKey : null,
            Versions = [.. (found?.Versions ?? []).TakeLast(MostVersions - 1), version],
            Tags = found?.Tags ?? request.Tags,
        };
    }

    (Parameter Parameter, ParameterVersion Version)? Find(Caller caller, string region, string selector, string action)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(selector);
        var (account, name, version) = ParameterSelector.Parse(caller.Account, selector);
        if (name.StartsWith("/aws/", StringComparison.Ordinal))
            return FindPublic(caller, region, name, action);
        _authorizer.Demand(caller, region, action, Arn(account, region, name));
        if (
            !_world.HasAccount(account)
            || _world.Table(ParameterTables.Parameters, account, region).Find(name) is not { } found
        )
            return null;
        if (version is null)
            return (found, found.Current);
        var chosen = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? found.Versions.FirstOrDefault(candidate => candidate.Number == number)
            : found.Versions.FirstOrDefault(candidate => candidate.Labels.Contains(version));
        return chosen is null ? throw ParameterRules.VersionNotFound(name, version) : (found, chosen);
    }

    /// <summary>A parameter that AWS publishes; it is in no account.</summary>
    (Parameter Parameter, ParameterVersion Version)? FindPublic(
        Caller caller,
        string region,
        string name,
        string action
    )
    {
        _authorizer.Demand(caller, new(action, Arn("", region, name), region) { ResourceAccount = caller.Account });
        if (!_world.Options.Lookups.PublicParameters.TryGetValue(name, out var value))
            return null;
        var version = new ParameterVersion(1, "String", value, "text", DateTimeOffset.UnixEpoch, "");
        return (new() { Name = name, Versions = [version] }, version);
    }

    void Demand(Caller caller, string region, string name, string action) =>
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, Arn(caller.Account, region, name), region).WithResourceTags(
                Parameters(caller, region).Find(name)?.Tags ?? new Dictionary<string, string>()
            )
        );

    Table<Parameter> Parameters(Caller caller, string region) =>
        _world.Table(ParameterTables.Parameters, caller.Account, region);
}
