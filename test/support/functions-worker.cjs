/**
 * For tests: loads a function app the way the worker of Azure Functions does, runs what it registers, and
 * prints what happened as JSON. Argument: the folder of the app.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const net = require('node:net');
const { join } = require('node:path');

const folder = process.argv[2];
const functions = [];
const seen = { connections: 0, models: 0, logs: [] };

/** What the worker gives to the programming model. */
const core = {
  version: '4.0.0',
  setProgrammingModel: () => void (seen.models += 1),
  registerFunction: (metadata, callback) => void functions.push({ metadata, callback }),
  registerHook: () => ({ dispose() {} }),
  log: () => {},
};
const load = Module.prototype.require;
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? core : load.call(this, id);
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  seen.connections += 1;
  return connect.apply(this, args);
};
for (const name of ['log', 'warn', 'error']) console[name] = (text) => void seen.logs.push(String(text));

async function run() {
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  require(join(folder, main));
  const atLoad = { ...seen, logs: [...seen.logs] };
  const invocations = [];
  for (const { callback } of functions) {
    const lines = [];
    const write = (text) => void lines.push(text);
    const context = { debug: write, info: write, warn: write, error: write };
    try {
      await callback({ isPastDue: false }, context);
      invocations.push({ lines });
    } catch (error) {
      invocations.push({ lines, error: error.message });
    }
  }
  // What was begun while loading may connect a little later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const registered = functions.map(({ metadata }) => metadata);
  process.stdout.write(JSON.stringify({ atLoad, registered, invocations, afterwards: seen }));
}

void run();
