import { App, DefaultStackSynthesizer } from 'aws-cdk-lib/core';
import { validateInBackground } from 'cdk-background-validation';
import { acknowledgeFindings } from './acknowledgements';
import { PipelineStack } from './pipeline-stack';
import { settingsOf } from './settings';

const app = new App();
validateInBackground(app);
const settings = settingsOf(app.node);
const stack = new PipelineStack(app, 'pipeline', {
  description: 'The pipeline that rebuilds itself and then releases the infrastructure',
  env: settings.cicd,
  synthesizer: new DefaultStackSynthesizer(app.node.getContext('synthesizer')),
  settings,
});
// Further stages go here: stack.pipeline.addStage(...).
acknowledgeFindings(stack, settings.pipeline);
app.synth();
