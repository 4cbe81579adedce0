namespace LocalAws.S3.Objects;

/// <summary>What of a copy is new, and not its source's.</summary>
/// <param name="ReplacesMetadata">x-amz-metadata-directive: REPLACE.</param>
/// <param name="ReplacesTags">x-amz-tagging-directive: REPLACE.</param>
public sealed record CopyDirectives(bool ReplacesMetadata, bool ReplacesTags);
