namespace LocalAws.Secrets;

/// <summary>
/// A filter of ListSecrets: a secret passes where one of the values fits; several filters all have to (Secrets Manager API
/// Reference, Filter). Names and tags fit by their beginning and by letter case; descriptions and "all" by the beginnings
/// of words, whatever their case.
/// </summary>
sealed record SecretFilter(string Key, IReadOnlyList<string> Values)
{
    public const string Keys = "description, name, tag-key, tag-value, primary-region, owning-service, all";
    const string Negation = "!";

    public bool Takes(Secret secret) =>
        Values.Any(value =>
            value.StartsWith(Negation, StringComparison.Ordinal) ? !Fits(secret, value[1..]) : Fits(secret, value)
        );

    bool Fits(Secret secret, string value) =>
        Key switch
        {
            "name" => secret.Name.StartsWith(value, StringComparison.Ordinal),
            "tag-key" => secret.Tags.Keys.Any(key => key.StartsWith(value, StringComparison.Ordinal)),
            "tag-value" => secret.Tags.Values.Any(text => text.StartsWith(value, StringComparison.Ordinal)),
            "description" => HasWords(secret.Description ?? "", value),
            "all" => (string[])[secret.Name, secret.Description ?? "", .. secret.Tags.Keys, .. secret.Tags.Values]
                is var texts
                && texts.Any(text => HasWords(text, value)),
            "primary-region" => secret.PrimaryRegion?.StartsWith(value, StringComparison.Ordinal) == true,
            // No secret here is made by another service.
            _ => false,
        };

    static bool HasWords(string text, string value)
    {
        var words = Words(text);
        return Words(value)
            .All(wanted => words.Any(word => word.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)));
    }

    static string[] Words(string text) =>
        text.Split([' ', '/', '_', '+', '=', '.', '@', '-', '!'], StringSplitOptions.RemoveEmptyEntries);
}
