using Renewal;

using var client = new HttpClient();
return args switch
{
    ["managed-policies", var source, var target] => ManagedPolicies.Renew(source, target),
    ["operation-shapes", var models, var shapes] => OperationShapes.Renew(models, shapes),
    ["resource-types", var zip, var target] => await ResourceTypes.RenewAsync(client, new(zip), target, Console.Out),
    ["actions", var list, var target] => await ServiceReference.RenewAsync(client, new(list), target, Console.Out),
    _ => await UsageAsync(),
};

static async Task<int> UsageAsync()
{
    await Console.Error.WriteLineAsync(
        """
        Usage: dotnet run --project build/engine/Renewal -- <what> <source> <target>, of these:
          managed-policies <policies.jsonl.gz> build/engine/Iam/ManagedPolicies/aws-managed-policies.bin
          operation-shapes <botocore/data> build/engine/LocalAws/Shapes/operation-shapes.bin
          resource-types https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip build/engine/AwsCatalog/Schemas/aws-resource-types.bin
          actions https://servicereference.us-east-1.amazonaws.com/ build/engine/AwsCatalog/Actions/aws-actions.bin
        """
    );
    return 2;
}
