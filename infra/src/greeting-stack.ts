import { CfnOutput, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib/core';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { Values } from './environments';

export interface GreetingStackProps extends StackProps {
  /** The folder of the published function. */
  readonly functionFolder: string;
  /** The bucket that the function refers to, in whatever account it is. */
  readonly storage: IBucket;
  readonly values: Values;
}

/** A function in C# that greets with the text of a parameter. */
export class GreetingStack extends Stack {
  constructor(scope: Construct, id: string, props: GreetingStackProps) {
    super(scope, id, props);

    const text = new StringParameter(this, 'Text', {
      description: 'What the function greets with',
      stringValue: 'Hello',
    });

    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.values.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const role = new Role(this, 'Role', {
      description: 'Lets the greeting function write its own log, and nothing else',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);

    const greeting = new Function(this, 'Function', {
      description: 'Greets whom the event names',
      runtime: Runtime.DOTNET_10,
      architecture: Architecture.ARM_64,
      handler: 'Greeting::Greeting.Greeter::Greet',
      code: Code.fromAsset(props.functionFolder),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: props.values.memorySize,
      timeout: Duration.seconds(10),
      environment: {
        GREETING: text.stringValue,
        STORAGE: props.storage.bucketName,
      },
    });

    new CfnOutput(this, 'FunctionName', { value: greeting.functionName });
  }
}
