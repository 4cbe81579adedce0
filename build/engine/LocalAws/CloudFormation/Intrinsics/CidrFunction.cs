using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Fn::Cidr: count blocks with so many host bits each, out of one block.</summary>
static class CidrFunction
{
    /// <summary>What stands for a block that is not known here.</summary>
    const string Usual = "10.0.0.0/16";

    public static JsonNode? Cidr(Evaluator evaluator, JsonNode? argument)
    {
        const string error =
            "Template error: every Fn::Cidr object requires two parameters, (1) ipBlock and (2) count, and an optional third, cidrBits";
        if (argument is not JsonArray { Count: 2 or 3 } arguments)
            throw new TemplateException(error);
        var texts = arguments.Select(item => evaluator.Text(item, error)).ToList();
        if (texts.Exists(Unknown.IsIn))
            return Unknown.Value;
        var block = OpenValue.IsIn(texts[0]) ? Usual : texts[0];
        var count = Number(texts[1], 1, 256);
        if (!IPNetwork.TryParse(block, out var network))
            throw new TemplateException($"Template error: Fn::Cidr: {block} is not a valid CIDR block");
        var width = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        // Without cidrBits the blocks are as large as the count lets them be.
        var bits =
            texts.Count == 3
                ? Number(texts[2], 1, width)
                : width - network.PrefixLength - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)count));
        var size = BigInteger.One << Math.Max(0, bits);
        if (bits < 0 || size * count > BigInteger.One << (width - network.PrefixLength))
            throw new TemplateException(
                $"Template error: Fn::Cidr: not enough room in {block} for the blocks asked for"
            );

        var start = new BigInteger(network.BaseAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        var blocks = Enumerable
            .Range(0, count)
            .Select(index =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Address(start + (size * index), width / 8)}/{width - bits}"
                )
            );
        return new JsonArray([.. blocks.Select(text => JsonValue.Create(text))]);
    }

    static int Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new TemplateException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Template error: Fn::Cidr: {text} is not a number from {least} to {most}"
                )
            );

    static IPAddress Address(BigInteger value, int length)
    {
        var bytes = new byte[length];
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, length - digits.Length);
        return new IPAddress(bytes);
    }
}
