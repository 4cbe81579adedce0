import { SecretValue } from 'aws-cdk-lib/core';
import { Repository } from 'aws-cdk-lib/aws-codecommit';
import { S3Trigger } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CodePipelineSource } from 'aws-cdk-lib/pipelines';
import { Construct } from 'constructs';
import { Source } from './settings';

/** The source action that the settings ask for. */
export function sourceOf(scope: Construct, source: Source): CodePipelineSource {
  switch (source.type) {
    case 'github':
      return CodePipelineSource.gitHub(`${source.owner}/${source.repository}`, source.branch, {
        actionName: 'Source',
        authentication: SecretValue.secretsManager(source.tokenSecret, {
          jsonField: source.tokenField,
          versionId: source.tokenVersion,
        }),
      });
    case 'connection':
      return CodePipelineSource.connection(`${source.owner}/${source.repository}`, source.branch, {
        actionName: 'Source',
        connectionArn: source.connectionArn,
      });
    case 'codecommit':
      return CodePipelineSource.codeCommit(
        Repository.fromRepositoryName(scope, 'Source', source.repository),
        source.branch,
        { actionName: 'Source' },
      );
    case 's3':
      return CodePipelineSource.s3(Bucket.fromBucketName(scope, 'Source', source.bucket), source.key, {
        actionName: 'Source',
        trigger: S3Trigger.POLL,
      });
  }
}
