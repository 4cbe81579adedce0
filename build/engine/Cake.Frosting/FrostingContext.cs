using Cake.Core;

namespace Cake.Frosting;

/// <summary>The default context; derive from it to carry a build's own state.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext { }
