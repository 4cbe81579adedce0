'use strict';

const dns = require('node:dns');
const net = require('node:net');
const os = require('node:os');
const { caller } = require('./trace');
const { isTool } = require('./tools');

/** What differs by machine and by moment. */
const ASKED_OF_THE_MACHINE = ['hostname', 'userInfo', 'networkInterfaces', 'cpus', 'totalmem', 'freemem', 'loadavg', 'uptime', 'release', 'version', 'availableParallelism'];

/** What else a program may learn from: the network, the machine, native code. */
exports.observe = (trace) => {
  const doubt = (reason) => {
    const { isNode, file, member } = caller(true);
    if (!trace.isAside && !isNode && !isTool(member)) trace.doubt(`${member ?? trace.show(file)} ${reason()}`);
  };
  const before = (owner, name, reason) => {
    const original = owner[name];
    if (typeof original === 'function')
      owner[name] = function (...given) {
        doubt(() => reason(...given));
        return Reflect.apply(original, this, given);
      };
  };

  for (const name of ASKED_OF_THE_MACHINE) before(os, name, () => `asks for the machine's ${name}`);
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (...given) {
    const [to] = Array.isArray(given[0]) ? given[0] : given;
    const { member } = caller(true);
    if (!trace.isAside && !isTool(member)) trace.doubt(`it connects to ${to?.path ?? `${to?.host ?? to?.hostname ?? 'localhost'}:${to?.port ?? to}`}`);
    return Reflect.apply(connect, this, given);
  };
  for (const owner of [dns, dns.promises])
    for (const name of Object.keys(owner)) if (/^(lookup|resolve|reverse)/.test(name)) before(owner, name, () => 'looks up names');

  const { dlopen } = process;
  process.dlopen = function (module, path) {
    doubt(() => `loads native code, ${trace.show(path)}`);
    return Reflect.apply(dlopen, this, arguments);
  };
  // However it was asked for; a thread that is ended from without has no end of its own to say so.
  process.once('exit', () => {
    if (process.moduleLoadList?.some((name) => /\bsqlite$/.test(name))) trace.doubt('it opens a database');
  });
};
