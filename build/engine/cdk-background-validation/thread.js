'use strict';

const { join } = require('node:path');
const { MessageChannel, Worker } = require('node:worker_threads');

/** Starts a thread that is handed a port besides its data, and that keeps no program from ending. */
exports.startThread = (file, data) => {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(__dirname, file), {
    // Of what the program is started with, nothing is needed there: no arguments, no variables, and so nothing to preload.
    execArgv: [],
    env: {},
    workerData: { ...data, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  return port1;
};
