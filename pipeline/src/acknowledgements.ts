import { CfnElement, Stack, Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { privateImageOf } from './build-image';
import { logGroupPrefix } from './pipeline-policy';
import { PipelineStack } from './pipeline-stack';
import { PipelineSettings } from './settings';

/** Acknowledges what the AWS Solutions rules find in the pipeline and what is meant. Call it when all stages are added. */
export function acknowledgeFindings(stack: PipelineStack, { buildImage }: PipelineSettings) {
  const { account, region, partition } = stack;
  const inArtifacts = `Resource::<${logicalId(stack.artifacts)}.Arn>/*`;

  acknowledge(stack.artifacts, {
    S1: 'Artifacts live for 30 days and are read by the pipeline alone.',
  });

  acknowledge(stack.buildRole, {
    [`IAM5[${inArtifacts}]`]: 'Artifacts get new names in every run; all are in the bucket of the pipeline.',
    [`IAM5[Resource::arn:${partition}:logs:${region}:${account}:log-group:${logGroupPrefix(stack)}*]`]:
      'Log streams get new names in every build; all are in the log groups of the pipeline.',
    [`IAM5[Resource::arn:${partition}:kms:${region}:${account}:key/*]`]:
      'Which key Secrets Manager uses is not known here; the statement is for calls through Secrets Manager alone.',
  });

  stack.pipeline.buildPipeline();
  if (privateImageOf(buildImage)) {
    acknowledge(stack.buildRole, { 'IAM5[Resource::*]': 'Signing in to a registry of images has no resource.' });
    acknowledge(stack.pipeline, { CB5: 'The image is one of our own, whose name only a deployment knows in full.' });
  }
  const grant = "The library's grants on the artifact bucket, and on nothing else.";
  acknowledge(stack.pipeline, {
    CB4: "What builds leave is encrypted with the bucket's own key.",
    [`IAM5[${inArtifacts}]`]: grant,
    ...Object.fromEntries(
      ['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*'].map((action) => [`IAM5[Action::s3:${action}]`, grant]),
    ),
  });

  const renewal = logicalId(stack.pipeline.selfMutationProject);
  acknowledge(stack.pipeline, {
    [`IAM5[Resource::arn:${partition}:logs:${region}:${account}:log-group:/aws/codebuild/<${renewal}>:*]`]:
      'Log streams get new names in every build.',
    [`IAM5[Resource::arn:${partition}:codebuild:${region}:${account}:report-group/<${renewal}>-*]`]:
      'The library lets a build make report groups under its own name.',
    [`IAM5[Resource::arn:*:iam::${account}:role/*]`]:
      "Renewal assumes this account's bootstrap roles, which the library recognises by their tag.",
    'IAM5[Resource::*]': 'Renewal describes stacks and lists buckets, to find those of the bootstrap stack.',
  });
}

function acknowledge(scope: IConstruct, reasons: Record<string, string>) {
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  }
}

const logicalId = (construct: IConstruct) => Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
