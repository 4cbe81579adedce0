using System.IO.Compression;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.S3.Blobs;
using LocalAws.S3.Checksums;
using LocalAws.Worlds;

namespace LocalAws.CodePipeline.Sources;

/// <summary>The repositories that source actions take commits from, and the connections that lead to them.</summary>
sealed class SourceRepositories(World world)
{
    /// <summary>How many commits of a repository executions may name besides the heads of its branches.</summary>
    const int Kept = 10;

    readonly Table<StoredCommit> _commits = world.Table(SourceTables.Commits, "", "");
    readonly Table<BranchHead> _heads = world.Table(SourceTables.Heads, "", "");
    readonly Table<CompletedConnection> _connections = world.Table(SourceTables.Connections, "", "");
    readonly BlobStore _blobs = Open(world);

    /// <summary>Makes a commit the head of its branch, or throws an InvalidDataException where its files are no zip.</summary>
    public async Task PushAsync(SourceCommit commit, Stream zip, CancellationToken cancellationToken)
    {
        using var checksum = Checksum.Create("CRC64NVME");
        var blob = (await _blobs.WriteAsync(zip, checksum, cancellationToken)).Blob;
        try
        {
            await using var archive = new ZipArchive(_blobs.Open([blob]), ZipArchiveMode.Read);
        }
        catch (InvalidDataException)
        {
            _blobs.Delete([blob]);
            throw;
        }
        var dated = commit.Date == default ? commit with { Date = world.Now } : commit;
        lock (_commits)
        {
            var before = _commits.Find(commit.Key);
            var pushed = _commits.All().Select(known => known.Pushed).DefaultIfEmpty().Max() + 1;
            _commits.Put(commit.Key, new(dated, blob, pushed));
            _heads.Put($"{commit.Repository}:{commit.Branch}", new(commit.Key));
            if (before is not null)
                _blobs.Delete([before.Zip]);
            Prune(commit.Repository);
        }
    }

    /// <summary>Forgets commits that were pushed long ago. A branch's head stays; what executions took is in their artifact buckets.</summary>
    void Prune(string repository)
    {
        var heads = _heads.All().Select(head => head.CommitKey).ToHashSet(StringComparer.Ordinal);
        var old = _commits
            .All()
            .Where(known => known.Commit.Repository == repository && !heads.Contains(known.Commit.Key))
            .OrderByDescending(known => known.Pushed)
            .Skip(Kept);
        foreach (var commit in old.ToList())
        {
            _commits.Remove(commit.Commit.Key);
            _blobs.Delete([commit.Zip]);
        }
    }

    /// <summary>The head of a branch, or null.</summary>
    public StoredCommit? Head(string repository, string branch) =>
        _heads.Find($"{repository}:{branch}") is { } head ? _commits.Find(head.CommitKey) : null;

    /// <summary>A commit by its id, or null.</summary>
    public StoredCommit? Find(string repository, string id) => _commits.Find($"{repository}@{id}");

    /// <summary>The files of a commit as a zip.</summary>
    public Stream OpenZip(StoredCommit commit) => _blobs.Open([commit.Zip]);

    /// <summary>Completes a connection, as somebody does in a browser.</summary>
    public void Connect(string arn, string providerType) => _connections.Put(arn, new(arn, providerType));

    /// <summary>The provider of a connection that is complete, or null.</summary>
    public string? ProviderOf(string arn) => _connections.Find(arn)?.ProviderType;

    /// <summary>Whether there is a connection of that ARN that nobody has completed.</summary>
    public bool IsPending(string arn) =>
        arn.Split(':') is ["arn", _, "codestar-connections" or "codeconnections", var region, var account, ..]
        && world.HasAccount(account)
        && world.Table(RecordedTables.Records, account, region).All().Any(record => record.Arn == arn);

    static BlobStore Open(World world)
    {
        var directory = Path.Combine(world.Store.Directory, "sources");
        PrivateFiles.CreateDirectory(directory);
        return new(directory);
    }
}
