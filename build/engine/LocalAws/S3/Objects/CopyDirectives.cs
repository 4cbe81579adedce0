namespace LocalAws.S3.Objects;

/// <summary>What a copy takes from its source, and what it demands of it.</summary>
/// <param name="ReplacesMetadata">Whether headers are those of the request.</param>
/// <param name="ReplacesTags">Whether tags are those of the request.</param>
/// <param name="ChangesSomething">Whether the copy is another object than its source even under the same key.</param>
/// <param name="CheckSource">Throws where the source is not as the request demands.</param>
public sealed record CopyDirectives(
    bool ReplacesMetadata,
    bool ReplacesTags,
    bool ChangesSomething,
    Action<StoredObject> CheckSource
);
