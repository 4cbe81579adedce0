using System.Text.Json.Serialization;

namespace Deployment.Assemblies;

[JsonSerializable(typeof(string))]
sealed partial class AssemblyJson : JsonSerializerContext;
