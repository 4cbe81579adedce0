import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { addInfrastructure } from './infrastructure';

const app = new App();
addInfrastructure(app, join(__dirname, '../lambda/dist'));
app.synth();
