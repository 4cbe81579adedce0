using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Functions;

/// <summary>Where a function's code is: in the template, in S3, or an image.</summary>
static class FunctionCode
{
    const string Zip = "Zip";
    const string Image = "Image";

    static string PackageOf(SourceResource source) =>
        source["PackageType"].IsGiven() ? source["PackageType"].Written() : Zip;

    public static JsonObject Of(SourceResource source)
    {
        var package = PackageOf(source);
        if (package is not (Zip or Image))
            throw source.Error($"invalid 'PackageType' : {package}");
        if (package == Image)
        {
            if (source["ImageUri"] is not { } image)
                throw source.Error("'ImageUri' must be set.");
            return image.IsGiven()
                ? Map(("ImageUri", image))
                : throw source.Error("'ImageUri' requires that a image hosted at a registry be specified.");
        }
        JsonObject code;
        if (source["InlineCode"] is { } text)
            code = Map(("ZipFile", text));
        else if (source["CodeUri"] is { } location)
            code = S3Locations.Code(location, source.LogicalId, "CodeUri");
        else
            throw source.Error("Only one of 'InlineCode' or 'CodeUri' can be set.");
        if (source["SourceKMSKeyArn"].IsGiven())
            code.Put("SourceKMSKeyArn", source["SourceKMSKeyArn"]);
        return code;
    }

    /// <summary>What a package of a kind needs and cannot have.</summary>
    public static void CheckPackage(SourceResource source)
    {
        var isZip = PackageOf(source) == Zip;
        var reason = (isZip, IsAny("ImageConfig"), IsAny("Handler", "Runtime", "Layers")) switch
        {
            (true, _, _) when !source["Runtime"].IsGiven() || !source["Handler"].IsGiven() =>
                $"Runtime and Handler needs to be present when PackageType is of type `{Zip}`",
            (true, true, _) => $"ImageUri or ImageConfig cannot be present when PackageType is of type `{Zip}`",
            (false, _, true) => $"Runtime, Handler, Layers cannot be present when PackageType is of type `{Image}`",
            _ => null,
        };
        if (reason is not null)
            throw source.Error(reason);

        bool IsAny(params ReadOnlySpan<string> properties)
        {
            foreach (var property in properties)
                if (source[property].IsGiven())
                    return true;
            return false;
        }
    }
}
