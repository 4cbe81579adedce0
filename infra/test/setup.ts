// CloudFormation's rules are checked once, by Synth: each check takes seconds.
process.env.CDK_VALIDATION = 'false';
