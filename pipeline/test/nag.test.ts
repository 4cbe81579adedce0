import { App, DefaultStackSynthesizer, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { context } from '../cdk.json';
import { acknowledgeFindings } from '../src/acknowledgements';
import { PipelineStack } from '../src/pipeline-stack';
import { settingsOf } from '../src/settings';

test('the stack passes the AWS Solutions rules, but for what it acknowledges with a reason', () => {
  const app = new App({ context });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const settings = settingsOf(app.node);
  const stack = new PipelineStack(app, 'pipeline', {
    env: settings.cicd,
    synthesizer: new DefaultStackSynthesizer(context.synthesizer),
    settings,
  });
  acknowledgeFindings(stack);

  expect(() => app.synth()).not.toThrow();
});
