import { App, DefaultStackSynthesizer } from 'aws-cdk-lib';
import { PipelineStack } from './pipeline-stack';
import { settingsOf } from './settings';

const app = new App();
const settings = settingsOf(app.node);
new PipelineStack(app, 'pipeline', {
  description: 'The pipeline that rebuilds itself and then releases the infrastructure',
  env: settings.cicd,
  synthesizer: new DefaultStackSynthesizer(app.node.getContext('synthesizer')),
  settings,
});
app.synth();
