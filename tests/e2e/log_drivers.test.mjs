// Log drivers that are Docker's own affair, on real Docker: what syslog and gelf send arrives with its options in force;
// json-file and containers without a driver are created as Docker keeps them.

import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

let gantry;
const receivers = [];

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start();
  await gantry.instancesReady();
});
after(async () => {
  await gantry?.remove();
  for (const receiver of receivers) receiver.close();
});

/** Datagrams that come to a port of this machine. */
async function datagrams() {
  const socket = createSocket('udp4');
  const received = [];
  socket.on('message', (message) => received.push(message.toString().trimEnd()));
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  receivers.push(socket);
  return { address: `udp://127.0.0.1:${socket.address().port}`, received };
}

/** Lines that come over connections. */
async function lines() {
  const received = [];
  const server = createServer((connection) => {
    let text = '';
    connection.on('error', () => {});
    connection.on('data', (more) => {
      const whole = (text + more).split('\n');
      text = whole.pop();
      received.push(...whole);
    });
    connection.unref();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  receivers.push(server);
  return { address: `tcp://127.0.0.1:${server.address().port}`, received };
}

const container = (name, logDriver, options) => ({
  name, image: 'gantry/hello:latest', memory: 16, stopTimeout: 1,
  command: ['sh', '-c', `echo "from ${name}"; echo oops >&2; exec sleep 600`],
  environment: [{ name: 'COLOUR', value: 'blue' }],
  ...(logDriver ? { logConfiguration: { logDriver, options } } : {}),
});

async function start(family, ...containers) {
  await gantry.cli('register-task-definition', '--family', family, '--container-definitions',
    JSON.stringify(containers));
  const { tasks: [{ taskArn }], failures } = await gantry.cli('run-task', '--task-definition', family);
  assert.deepEqual(failures, []);
  return eventually(`${family} runs`, async () => {
    const task = await gantry.task(taskArn);
    assert.notEqual(task.lastStatus, 'STOPPED', JSON.stringify(task.containers));
    return task.lastStatus === 'RUNNING' && task;
  });
}
const logConfigOf = async (task, name) => JSON.parse(await docker('inspect', '--format', '{{json .HostConfig.LogConfig}}',
  task.containers.find((one) => one.name === name).runtimeId));

test('syslog: facility, format and tag; over datagrams and connections', async () => {
  const [udp, tcp] = [await datagrams(), await lines()];
  const task = await start('to-syslog',
    container('udp', 'syslog', { 'syslog-address': udp.address, 'syslog-facility': 'local3',
      'syslog-format': 'rfc5424', tag: 'web/{{.ImageName}}' }),
    container('tcp', 'syslog', { 'syslog-address': tcp.address, 'syslog-format': 'rfc3164', tag: 'api' }));
  await eventually('both lines of each', () => udp.received.length >= 2 && tcp.received.length >= 2);
  // <facility * 8 + severity>: local3 is 19, info 6, error 3.
  assert.match(udp.received.find((line) => line.includes('from udp')),
    /^<158>1 \S+ \S+ web\/gantry\/hello:latest \d+ web\/gantry\/hello:latest - from udp$/);
  assert.match(udp.received.find((line) => line.includes('oops')), /^<155>1 /);
  assert.match(tcp.received.find((line) => line.includes('from tcp')), /^<30>\w+ +\d+ [\d:]+ \S+ api\[\d+\]: from tcp$/);
  assert.equal((await logConfigOf(task, 'udp')).Type, 'syslog');
});

test('gelf: its fields, with labels and variables that were asked for', async () => {
  const gelf = await datagrams();
  const task = await start('to-gelf', container('app', 'gelf', {
    'gelf-address': gelf.address, 'gelf-compression-type': 'none', tag: 'shop', env: 'COLOUR',
    labels: 'com.amazonaws.ecs.task-definition-family', mode: 'non-blocking',
  }));
  await eventually('both lines', () => gelf.received.length >= 2);
  const messages = gelf.received.map((text) => JSON.parse(text));
  const line = messages.find(({ short_message: text }) => text === 'from app');
  assert.deepEqual([line._tag, line._COLOUR, line['_com.amazonaws.ecs.task-definition-family'], line.level],
    ['shop', 'blue', 'to-gelf', 6]);
  assert.equal(line._container_id, task.containers[0].runtimeId);
  assert.equal(messages.find(({ short_message: text }) => text === 'oops').level, 3);
  // ECS promises ten megabytes where no size is given.
  assert.equal((await logConfigOf(task, 'app')).Config['max-buffer-size'], '10m');
});

test('json-file has the options that were given, and without a driver Docker decides', async () => {
  const options = { 'max-size': '1m', 'max-file': '2' };
  const task = await start('kept', container('kept', 'json-file', options), container('default'));
  assert.deepEqual(await logConfigOf(task, 'kept'),
    { Type: 'json-file', Config: { ...options, mode: 'non-blocking', 'max-buffer-size': '10m' } });
  const { LoggingDriver: usual } = JSON.parse(await docker('info', '--format', '{{json .}}'));
  assert.equal((await logConfigOf(task, 'default')).Type, usual);
  const { runtimeId } = task.containers.find(({ name }) => name === 'kept');
  assert.match(await docker('logs', runtimeId), /from kept/);
});

test('where no mode is named, the account\'s setting names it', async () => {
  await gantry.cli('put-account-setting-default', '--name', 'defaultLogDriverMode', '--value', 'blocking');
  const task = await start('waits', container('waits', 'json-file', {}), container('does-not', 'json-file', { mode: 'non-blocking' }));
  assert.deepEqual((await logConfigOf(task, 'waits')).Config, { mode: 'blocking' });
  assert.equal((await logConfigOf(task, 'does-not')).Config.mode, 'non-blocking');
});

// ECS's model has no others: what is written down with them is refused, as there.
for (const driver of ['local', 'none']) {
  test(`${driver} is no log driver of ECS's`, async () => {
    await assert.rejects(gantry.cli('register-task-definition', '--family', driver, '--container-definitions',
      JSON.stringify([container('app', driver, {})])), /ClientException|InvalidParameterException|ValidationException/);
  });
}
