import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { pipelinePolicy } from './pipeline-policy';
import { Settings } from './settings';

export interface PipelineStackProps extends StackProps {
  readonly settings: Settings;
}

/** What the pipeline is made of, in the CI/CD account. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: PipelineStackProps) {
    super(scope, id, props);

    const artifacts = new Bucket(this, 'Artifacts', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy: RemovalPolicy.DESTROY,
    });

    new Role(this, 'BuildRole', {
      description: 'The builds of the pipeline: its synthesis and its releases',
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
      inlinePolicies: { pipeline: pipelinePolicy(this, settings, artifacts) },
    });
  }
}
