namespace LocalAws.Ecr;

/// <summary>What names an image: its digest, one of its tags, or both.</summary>
public sealed record ImageReference(string? Digest, string? Tag)
{
    /// <summary>Whether it names that image.</summary>
    public bool Names(ContainerImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return (Digest is null || Digest == image.Digest) && (Tag is null || image.Tags.Contains(Tag));
    }

    /// <summary>As ECR's errors have it.</summary>
    public override string ToString() => $"{{imageDigest:'{Digest ?? "null"}', imageTag:'{Tag ?? "null"}'}}";
}
