namespace LocalAws.Worlds;

/// <summary>Where a table lives: an account and a region, either of them empty for what is global.</summary>
public readonly record struct Cell(string Account, string Region, string Table);
