using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LocalAws.S3.Forms;

/// <summary>The fields of a browser form up to the file, which comes last and is read as it arrives.</summary>
sealed class PostForm
{
    /// <summary>The most bytes of the fields before the file (S3 API Reference, "POST Object").</summary>
    const int MostOfFields = 20 * 1024;
    const string FileField = "file";

    readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields by name, in whichever case.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>The body of the file.</summary>
    public required Stream File { get; init; }

    /// <summary>The name that the browser gives the file, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>A field, null where it is absent.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Whether a request brings a form.</summary>
    public static bool IsOf(IHeaderDictionary headers) =>
        headers.ContentType.ToString().StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    public static async Task<PostForm> ReadAsync(string contentType, Stream body, CancellationToken cancellationToken)
    {
        var boundary = MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
        if (boundary.Length == 0)
            throw Malformed();
        try
        {
            return await ReadAsync(new MultipartReader(boundary, body), cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException || error.GetType() == typeof(IOException))
        {
            throw Malformed();
        }
    }

    static async Task<PostForm> ReadAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var size = 0;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                throw Malformed();
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name.Equals(FileField, StringComparison.OrdinalIgnoreCase))
            {
                var form = new PostForm
                {
                    File = section.Body,
                    FileName = HeaderUtilities.RemoveQuotes(disposition.FileName).ToString().Split('/', '\\')[^1],
                };
                foreach (var (field, value) in fields)
                    form._fields[field] = value;
                return form;
            }
            var text = await BufferedBody.ReadAsync(section.Body, MostOfFields, TooLarge, cancellationToken);
            size += name.Length + text.Length;
            if (size > MostOfFields)
                throw TooLarge();
            fields.Add(new(name, System.Text.Encoding.UTF8.GetString(text.Span)));
        }
        throw S3Failures.InvalidArgument("POST requires exactly one file upload per request.", FileField, "0");
    }

    internal static AwsException Malformed() =>
        new("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    static AwsException TooLarge() =>
        new("MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large.");
}
