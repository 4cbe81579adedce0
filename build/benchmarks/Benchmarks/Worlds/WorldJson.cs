using System.Text.Json.Serialization;

namespace Benchmarks.Worlds;

/// <summary>What a world and whoever started it tell each other, written and read without reflection, which would count as its start.</summary>
[JsonSerializable(typeof(WorldOptions))]
[JsonSerializable(typeof(WorldGreeting))]
[JsonSerializable(typeof(CallCounts))]
sealed partial class WorldJson : JsonSerializerContext;
