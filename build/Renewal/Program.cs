using Renewal;

if (args is ["managed-policies", var source, var target])
    return ManagedPolicies.Renew(source, target);

if (args is ["operation-shapes", var models, var shapes])
    return OperationShapes.Renew(models, shapes);

await Console.Error.WriteLineAsync(
    "Usage: dotnet run --project build/Renewal -- managed-policies <policies.jsonl.gz> build/Iam/ManagedPolicies/aws-managed-policies.bin\n"
        + "   or: dotnet run --project build/Renewal -- operation-shapes <botocore/data> build/LocalAws/Shapes/operation-shapes.bin"
);
return 2;
