namespace LocalAws.Protocol;

/// <summary>Reads a body of bounded size.</summary>
static class BufferedBody
{
    /// <summary>Bytes of a body of a service other than S3.</summary>
    public const int Limit = 32 * 1024 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream body,
        long? length,
        CancellationToken cancellationToken
    )
    {
        if (length > Limit)
            throw new AwsException("RequestEntityTooLarge", "The request is too large.", 413);
        using var buffer = new MemoryStream((int)(length ?? 0));
        await body.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
