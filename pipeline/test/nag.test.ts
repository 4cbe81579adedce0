import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { context } from '../cdk.json';
import { acknowledgeFindings } from '../src/acknowledgements';
import { PipelineStack } from '../src/pipeline-stack';
import { settingsOf } from '../src/settings';

test.each([
  ['an image of CodeBuild', 'aws/codebuild/standard:7.0'],
  ['a private image', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/tools/builds:1'],
])('with %s the stack passes the AWS Solutions rules, but for what it acknowledges with a reason', (_, buildImage) => {
  const app = new App({ context });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const given = settingsOf(app.node);
  const settings = { ...given, pipeline: { ...given.pipeline, buildImage } };
  const stack = new PipelineStack(app, 'pipeline', {
    env: settings.cicd,
    synthesizer: new DefaultStackSynthesizer(context.synthesizer),
    settings,
  });
  acknowledgeFindings(stack, settings.pipeline);

  expect(() => app.synth()).not.toThrow();
});
