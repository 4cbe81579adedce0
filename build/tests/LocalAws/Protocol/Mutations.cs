using System.Globalization;
using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Ways to spoil a request, chosen at random from a seed.</summary>
sealed class Mutations(Random random)
{
    static readonly string[] _awkward =
    [
        "",
        "null",
        "-1",
        "0",
        "99999999999999999999",
        "1e400",
        "true",
        "[]",
        "{}",
        "%00",
        "%",
        "%zz",
        "%C3%28",
        "..%2F..%2Fetc",
        "arn:aws:iam::111111111111:role/",
        "arn:::::",
        "*",
        "\"",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "&#0;",
        "\u0001",
        "é",
    ];

    static readonly string[] _headers =
    [
        "range",
        "if-match",
        "if-modified-since",
        "content-md5",
        "x-amz-copy-source",
        "x-amz-checksum-crc32",
        "x-amz-sdk-checksum-algorithm",
        "x-amz-server-side-encryption",
        "x-amz-storage-class",
        "x-amz-acl",
        "x-amz-tagging",
        "x-amz-expected-bucket-owner",
        "x-amz-target",
        "content-type",
    ];

    static readonly string[] _methods = ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS"];

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>One to three changes.</summary>
    public SignedRequest Change(SignedRequest request)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
            request = ChangeOnce(request);
        return request.Service == "s3" ? request with { PayloadHash = PayloadHash(request) } : request;
    }

    /// <summary>The right signature, or now and then a spoilt one.</summary>
    public string Signature(SignedRequest request) => random.Next(20) == 0 ? Pick(_awkward[..9]) : request.Sign();

    string PayloadHash(SignedRequest request) =>
        random.Next(10) switch
        {
            0 => "UNSIGNED-PAYLOAD",
            1 => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            2 => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            3 => new string('0', 64),
            _ => SignedRequest.Hash(request.Body),
        };

    SignedRequest ChangeOnce(SignedRequest request) =>
        random.Next(10) switch
        {
            0 => request with { Method = Pick(_methods) },
            1 => request with { Path = "/" + Escape(Splice(request.Path.TrimStart('/'))) },
            2 => request with { Query = Escape(Splice(request.Query)) },
            3 => request with
            {
                Headers = new Dictionary<string, string>(request.Headers)
                {
                    [Pick(_headers)] = HeaderText(Pick(_awkward)),
                },
            },
            4 => request with { Body = Flip(request.Body) },
            5 => request with { Body = request.Body[..random.Next(request.Body.Length + 1)] },
            6 => request with { Body = [.. request.Body, .. request.Body] },
            _ => request with { Body = Encoding.UTF8.GetBytes(Splice(Encoding.UTF8.GetString(request.Body))) },
        };

    byte[] Flip(byte[] body)
    {
        var changed = (byte[])body.Clone();
        if (changed.Length > 0)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    /// <summary>Puts something awkward in place of a piece of the text.</summary>
    string Splice(string text)
    {
        var from = random.Next(text.Length + 1);
        var to = Math.Min(text.Length, from + random.Next(12));
        return string.Create(CultureInfo.InvariantCulture, $"{text[..from]}{Pick(_awkward)}{text[to..]}");
    }

    /// <summary>What can stand in a request line at all.</summary>
    static string Escape(string text) =>
        string.Concat(
            text.Select(letter =>
                letter is > ' ' and < (char)127 and not '#' and not '?'
                    ? $"{letter}"
                    : Uri.EscapeDataString($"{letter}")
            )
        );

    static string HeaderText(string text) => string.Concat(text.Where(letter => letter is >= ' ' and < (char)127));
}
