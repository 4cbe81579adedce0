using Renewal;

if (args is ["managed-policies", var source, var target])
    return ManagedPolicies.Renew(source, target);

await Console.Error.WriteLineAsync(
    "Usage: dotnet run --project build/Renewal -- managed-policies <policies.jsonl.gz> build/Iam/ManagedPolicies/aws-managed-policies.bin"
);
return 2;
