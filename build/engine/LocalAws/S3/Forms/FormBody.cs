using System.Globalization;
using LocalAws.Protocol;

namespace LocalAws.S3.Forms;

/// <summary>The file of a form, of as many bytes as its policy takes.</summary>
sealed class FormBody(Stream file, long least, long most) : BodyStream
{
    long _count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await file.ReadAsync(buffer, cancellationToken);
            _count += read;
            if (_count > most)
                throw Refused("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", most);
            if (read == 0 && _count < least)
                throw Refused("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", least);
            return read;
        }
        catch (Exception error) when (error is InvalidDataException || error.GetType() == typeof(IOException))
        {
            throw PostForm.Malformed();
        }
    }

    AwsException Refused(string code, string message, long bound) =>
        new(code, message)
        {
            Details = new Dictionary<string, string>
            {
                ["ProposedSize"] = _count.ToString(CultureInfo.InvariantCulture),
                [code == "EntityTooLarge" ? "MaxSizeAllowed" : "MinSizeAllowed"] = bound.ToString(
                    CultureInfo.InvariantCulture
                ),
            },
        };
}
