import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Environment } from 'aws-cdk-lib/core';

/** What differs between environments: values.infra of build/settings.json, and over them those of an environment. */
export interface Values {
  /** How long logs are kept. */
  readonly logRetentionDays: RetentionDays;
  /** The memory of the function, in MiB. */
  readonly memorySize: number;
}

/** An environment of build/settings.json. */
export interface NamedEnvironment extends Required<Environment> {
  readonly name: string;
  /** What the names of its stacks begin with. */
  readonly stackPrefix: string;
  readonly values: Values;
}
