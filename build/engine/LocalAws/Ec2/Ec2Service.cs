using System.Globalization;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.Shapes;

namespace LocalAws.Ec2;

/// <summary>EC2's Query protocol, whose lists, answers and errors are shaped otherwise than those of other services.</summary>
sealed class Ec2Service : IAwsService
{
    static readonly XNamespace _namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    readonly Dictionary<string, Ec2Listing> _listings;

    public Ec2Service(Ec2Operations ec2) => _listings = Ec2Listings.Of(ec2);

    public IReadOnlyCollection<string> Operations => _listings.Keys;

    public ErrorShape Errors { get; } = new Ec2Errors();

    public CallName NameOf(AwsRequest request) => new(QueryService.Parameters(request)["Action"] ?? "");

    public async Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var parameters = QueryService.Parameters(request);
        var action =
            parameters["Action"]
            ?? throw new AwsException("MissingAction", "The request is missing an action or a required parameter.");
        if (!_listings.TryGetValue(action, out var listing))
            throw new AwsException(
                "InvalidAction",
                $"The action {action} is not valid for this web service: the local AWS answers lookups only."
            );
        request = RequestGuard.Checked(request, action, shape => QueryRequestValues.Read(parameters, shape));
        var answer = new XElement(action + "Response", new XElement("requestId", request.RequestId));
        answer.Add(Page(parameters, listing.Element, Find(request, parameters, listing)));
        foreach (var element in answer.DescendantsAndSelf())
            element.Name = _namespace + element.Name.LocalName;
        await XmlAnswer.WriteAsync(request.Http, 200, answer);
    }

    static List<Described> Find(AwsRequest request, QueryPairs parameters, Ec2Listing listing)
    {
        var all = listing.All(request, parameters).ToList();
        if (parameters.Boolean("DryRun") == true)
            throw new AwsException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        var ids = Ec2Filter.Texts(parameters, listing.IdParameter);
        foreach (var id in ids)
        {
            if (all.All(described => described.Id != id))
                throw new AwsException(listing.MissingCode, listing.MissingWords(id));
        }
        var filters = Ec2Filter.Parse(parameters);
        foreach (var filter in filters)
        {
            if (!filter.Name.StartsWith("tag", StringComparison.Ordinal) && !listing.Filters.Contains(filter.Name))
                throw new AwsException("InvalidParameterValue", $"The filter '{filter.Name}' is invalid");
        }
        return
        [
            .. all.Where(described =>
                (ids.Count == 0 || ids.Contains(described.Id)) && filters.All(filter => filter.Matches(described))
            ),
        ];
    }

    static IEnumerable<XElement> Page(QueryPairs parameters, string element, List<Described> found)
    {
        var from = 0;
        if (
            parameters["NextToken"] is { } token
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from)
        )
            throw new AwsException("InvalidNextToken", "The specified token is not valid.");
        var size = int.MaxValue;
        if (
            parameters["MaxResults"] is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > 1000)
        )
            throw new AwsException(
                "InvalidParameterValue",
                $"Value ( {text} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
            );
        yield return new XElement(element, found.Skip(from).Take(size).Select(described => described.Item));
        if (size < found.Count - from)
            yield return new XElement("nextToken", (from + size).ToString(CultureInfo.InvariantCulture));
    }
}
