namespace Iam.Conditions;

/// <summary>What a condition operator compares, negation aside.</summary>
enum OperatorFamily
{
    String,
    StringIgnoreCase,
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    Binary,
    IpAddress,
    Arn,
    Null,
}
