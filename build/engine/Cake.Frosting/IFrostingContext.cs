using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that is handed to every task.</summary>
public interface IFrostingContext : ICakeContext { }
