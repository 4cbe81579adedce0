import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { validateInBackground } from 'cdk-background-validation';
import { addInfrastructure } from './infrastructure';

const app = new App();
validateInBackground(app);
addInfrastructure(app, join(__dirname, '../lambda/dist'));
app.synth();
