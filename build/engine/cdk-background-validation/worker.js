'use strict';

// A thread of the app's: has what it is asked answered by the thread of the CDK CLI, or else by a plugin of its own.
const { connect } = require('node:net');
const { workerData } = require('node:worker_threads');
const { read, write } = require('./frames');
const { preparePlugin } = require('./plugin');

const { answered, endpoint, library, port } = workerData;

let own;
let socket = endpoint ? connect(endpoint) : undefined;
let asked;

if (socket) {
  read(socket, (result) => (Object.keys(result).length > 0 ? reply(result) : leave()));
  socket.on('error', leave);
  socket.on('close', leave);
} else own = preparePlugin(library);

port.on('message', (question) => {
  asked = question;
  if (socket) write(socket, { ...question, library });
  else reply((own ??= preparePlugin(library))(question));
});

/** Nobody is there who has the same library: what was asked is answered here. */
function leave() {
  if (!socket) return;
  socket.destroy();
  socket = undefined;
  own = preparePlugin(library);
  if (asked) reply(own(asked));
}

function reply(result) {
  asked = undefined;
  port.postMessage(result);
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
}
