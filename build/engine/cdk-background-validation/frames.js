'use strict';

const { deserialize, serialize } = require('node:v8');

const LENGTH = 4;

/** Writes a value to a stream: its length in bytes, then what the structured clone algorithm makes of it. */
exports.write = (stream, value) => {
  const body = serialize(value);
  const head = Buffer.alloc(LENGTH);
  head.writeUInt32LE(body.length);
  stream.write(Buffer.concat([head, body]));
};

/** Hands on each value that arrives whole. */
exports.read = (stream, take) => {
  let arrived = Buffer.alloc(0);
  stream.on('data', (data) => {
    arrived = Buffer.concat([arrived, data]);
    while (arrived.length >= LENGTH && arrived.length >= LENGTH + arrived.readUInt32LE()) {
      const end = LENGTH + arrived.readUInt32LE();
      const value = deserialize(arrived.subarray(LENGTH, end));
      arrived = arrived.subarray(end);
      take(value);
    }
  });
};
