namespace Renewal;

/// <summary>What AWS publishes, with the day that it says it is of.</summary>
static class Downloads
{
    public static async Task<(byte[] Bytes, DateOnly Date)> GetAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address);
        response.EnsureSuccessStatusCode();
        var modified = response.Content.Headers.LastModified ?? response.Headers.Date ?? DateTimeOffset.UtcNow;
        return (await response.Content.ReadAsByteArrayAsync(), DateOnly.FromDateTime(modified.UtcDateTime));
    }
}
