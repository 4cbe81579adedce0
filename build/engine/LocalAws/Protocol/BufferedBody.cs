namespace LocalAws.Protocol;

/// <summary>Reads a body of bounded size. What arrives counts, not what is announced: a chunked body announces nothing.</summary>
static class BufferedBody
{
    /// <summary>Bytes of a body of a service other than S3.</summary>
    public const int Limit = 32 * 1024 * 1024;

    const int Piece = 16 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="AwsException">What <paramref name="tooLarge"/> makes, as soon as more than <paramref name="limit"/> bytes have come.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream body,
        int limit,
        Func<AwsException> tooLarge,
        CancellationToken cancellationToken
    )
    {
        using var buffer = new MemoryStream();
        var piece = new byte[Piece];
        int count;
        while ((count = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (buffer.Length + count > limit)
                throw tooLarge();
            await buffer.WriteAsync(piece.AsMemory(0, count), cancellationToken);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
