using System.Text.Json.Serialization;
using LocalAws.S3.Blobs;
using LocalAws.Worlds;

namespace LocalAws.CodePipeline.Sources;

/// <summary>A commit that was pushed to a repository, which is outside of AWS or CodeCommit's.</summary>
/// <param name="Repository">OWNER/REPOSITORY, or the name of a CodeCommit repository.</param>
/// <param name="Branch">The branch that it is the head of.</param>
/// <param name="Id">Forty hexadecimal digits.</param>
public sealed record SourceCommit(string Repository, string Branch, string Id)
{
    /// <summary>The message.</summary>
    public string Message { get; init; } = "";

    /// <summary>The author's name.</summary>
    public string Author { get; init; } = "";

    /// <summary>The author's address.</summary>
    public string AuthorEmail { get; init; } = "";

    /// <summary>When it was written; by default when it is pushed.</summary>
    public DateTimeOffset Date { get; init; }

    internal string Key => $"{Repository}@{Id}";
}

/// <summary>A commit with the zip of its files.</summary>
/// <param name="Pushed">Counted over all pushes.</param>
sealed record StoredCommit(SourceCommit Commit, Blob Zip, long Pushed = 0);

/// <summary>The head of a branch.</summary>
sealed record BranchHead(string CommitKey);

/// <summary>A connection to a source repository that somebody has completed.</summary>
sealed record CompletedConnection(string Arn, string ProviderType);

/// <summary>What was pushed, one table for the whole world: repositories outside of AWS are in no account.</summary>
static class SourceTables
{
    /// <summary>By repository@id.</summary>
    public static readonly TableDefinition<StoredCommit> Commits = new(
        "sources.commits",
        SourceJson.Default.StoredCommit
    );

    /// <summary>By repository:branch.</summary>
    public static readonly TableDefinition<BranchHead> Heads = new("sources.heads", SourceJson.Default.BranchHead);

    /// <summary>By ARN.</summary>
    public static readonly TableDefinition<CompletedConnection> Connections = new(
        "sources.connections",
        SourceJson.Default.CompletedConnection
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredCommit))]
[JsonSerializable(typeof(BranchHead))]
[JsonSerializable(typeof(CompletedConnection))]
sealed partial class SourceJson : JsonSerializerContext;
