namespace Deployment.Assets;

/// <summary>The content types of files as they are uploaded.</summary>
static class ContentTypes
{
    public const string Zip = "application/zip";

    static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "application/json",
        [".zip"] = Zip,
        [".jar"] = "application/java-archive",
        [".gz"] = "application/gzip",
        [".tar"] = "application/x-tar",
        [".js"] = "text/javascript",
        [".mjs"] = "text/javascript",
        [".css"] = "text/css",
        [".csv"] = "text/csv",
        [".htm"] = "text/html",
        [".html"] = "text/html",
        [".md"] = "text/markdown",
        [".txt"] = "text/plain",
        [".xml"] = "text/xml",
        [".yaml"] = "text/yaml",
        [".yml"] = "text/yaml",
        [".pdf"] = "application/pdf",
        [".wasm"] = "application/wasm",
        [".sql"] = "application/sql",
        [".sh"] = "application/x-sh",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".ico"] = "image/vnd.microsoft.icon",
    };

    public static string Of(string file) =>
        ByExtension.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
}
