'use strict';

// A thread of the CDK CLI: makes the plugin ready before the app is started, and answers the app's worker.js.
const { createServer } = require('node:net');
const { workerData } = require('node:worker_threads');
const { read, write } = require('./frames');
const { preparePlugin } = require('./plugin');

const { endpoint, library } = workerData;

// Who connects meanwhile waits.
createServer((socket) => {
  socket.on('error', () => socket.destroy());
  read(socket, (question) => write(socket, question.library === library ? answer(question) : {}));
}).listen(endpoint);
const answer = preparePlugin(library);
