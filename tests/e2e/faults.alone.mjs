// Faults that tasks ask for in their own networks: a port that is blackholed, packets that are lost, packets that are
// late; who may not; and that a task's faults end with it. Alone: a machine has one address that tasks ask.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const run = promisify(execFile);
let gantry;
let subnets;
let server;
let client;
const started = [];

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--settle-seconds', '3'] });
  await gantry.instancesReady();
  const { Subnets } = await gantry.aws('ec2', 'describe-subnets', '--filters', 'Name=default-for-az,Values=true');
  subnets = Subnets.map((subnet) => subnet.SubnetId);
  const web = { name: 'web', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1 };
  for (const mode of ['awsvpc', 'host', 'bridge']) {
    await gantry.cli('register-task-definition', '--family', mode, '--network-mode', mode, '--enable-fault-injection',
      '--container-definitions', JSON.stringify([{ ...web, command: mode === 'awsvpc' ? undefined : ['sleep', '600'] }]));
  }
  await gantry.cli('register-task-definition', '--family', 'without', '--network-mode', 'host',
    '--container-definitions', JSON.stringify([{ ...web, command: ['sleep', '600'] }]));
  [server, client] = await Promise.all([start('awsvpc'), start('awsvpc')]);
});
after(async () => {
  if (!gantry) return;
  try {
    if (!gantry.process.running) await gantry.launch();
    // Nothing stays in the machine's network: a router goes with the last interface.
    for (const { arn } of started) await gantry.cli('stop-task', '--task', arn);
    for (const { arn } of started) {
      await eventually('their end', async () => (await describe(arn)).lastStatus === 'STOPPED');
    }
  } finally {
    await gantry.remove();
  }
});

const describe = (arn) => gantry.task(arn);

/** A running task: its ARN, its container, in a VPC its address. Those of the default group reach each other. */
async function start(family) {
  const flags = family === 'awsvpc' ? ['--network-configuration', `awsvpcConfiguration={subnets=[${subnets}]}`] : [];
  const { tasks, failures } = await gantry.cli('run-task', '--task-definition', family, ...flags);
  assert.deepEqual(failures, []);
  const task = await eventually(`a task of ${family}`, async () => {
    const now = await describe(tasks[0].taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  });
  const address = task.attachments?.[0]?.details.find((entry) => entry.name === 'privateIPv4Address')?.value;
  const container = await docker('ps', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${task.taskArn}`, '--filter',
    'label=com.amazonaws.ecs.container-name=web');
  started.push({ arn: task.taskArn });
  return { arn: task.taskArn, address, container };
}

const inside = (task, script, ...words) => docker('exec', task.container, 'sh', '-c', script, 'sh', ...words);

/** What the agent answers to a POST of the task's: [status, body]. */
async function ask(task, what, body) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = await inside(task, `printf 'POST %s/fault/v1/%s HTTP/1.1\\r\\nHost: agent\\r\\nConnection: close\\r\\n\
Content-Length: %d\\r\\n\\r\\n%s' "\${ECS_AGENT_URI#http://169.254.170.2}" "$1" "\${#2}" "$2" | nc -w 6 169.254.170.2 80`,
  what, text);
  const [head, ...rest] = answer.split(/\r?\n\r?\n/);
  const said = rest.join('\n');
  return [Number(head.split(' ')[1]), said.startsWith('{') ? JSON.parse(said) : said];
}
const running = [200, { Status: 'running' }];
const stopped = [200, { Status: 'stopped' }];
const idle = [200, { Status: 'not-running' }];

/** Whether the server answers the client within a second. */
const reaches = () => inside(client, 'timeout 1 wget -qO- "http://$1:8080/"', server.address).then(() => true, () => false);

test('a blackholed port drops what is sent there, until it is stopped', async () => {
  const there = { Port: 8080, Protocol: 'tcp', TrafficType: 'egress' };
  assert.ok(await reaches());
  assert.deepEqual(await ask(client, 'network-blackhole-port/status', there), idle);
  assert.deepEqual(await ask(client, 'network-blackhole-port/start', there), running);
  assert.equal(await reaches(), false);
  assert.match(await inside(server, 'wget -qO- http://127.0.0.1:8080/'), /Hello/); // it is the client's alone
  assert.deepEqual(await ask(client, 'network-blackhole-port/stop', there), stopped);
  assert.ok(await reaches());

  const here = { ...there, TrafficType: 'ingress' };
  assert.deepEqual(await ask(server, 'network-blackhole-port/start', here), running);
  assert.equal(await reaches(), false);
  assert.deepEqual(await ask(server, 'network-blackhole-port/status', here), running);
  assert.deepEqual(await ask(server, 'network-blackhole-port/stop', here), stopped);
  assert.ok(await reaches());
  const spared = { ...here, SourcesToFilter: [client.address] };
  await new Promise((resolve) => setTimeout(resolve, 5000));
  assert.deepEqual(await ask(server, 'network-blackhole-port/start', spared), running);
  assert.ok(await reaches());
});

test('packets are lost, of the connections and to the addresses that were named', async () => {
  const all = { LossPercent: 100, Sources: ['0.0.0.0/0'] };
  assert.deepEqual(await ask(client, 'network-packet-loss/start', all), running);
  assert.equal(await reaches(), false);
  assert.deepEqual(await ask(client, 'network-packet-loss/status'), running); // the agent stays within reach
  const [conflict, { Error: why }] = await ask(client, 'network-latency/start',
    { DelayMilliseconds: 100, JitterMilliseconds: 0, Sources: ['0.0.0.0/0'] });
  assert.deepEqual([conflict, why], [409, 'There is already one network packet loss fault running']);
  assert.deepEqual(await ask(client, 'network-packet-loss/stop'), stopped);
  assert.ok(await reaches());

  await new Promise((resolve) => setTimeout(resolve, 5000));
  assert.deepEqual(await ask(client, 'network-packet-loss/start',
    { LossPercent: 100, Sources: [server.address], FlowsPercent: 50 }), running);
  const count = Number(await inside(client, `for i in $(seq 60); do
    (timeout 2 wget -qO- "http://$1:8080/" >/dev/null 2>&1 && echo one) & done | wc -l`, server.address));
  console.log(`${count} of 60 connections got through a loss that concerns half of them`);
  assert.ok(count > 12 && count < 48, `${count} of 60`);
  assert.deepEqual(await ask(client, 'network-packet-loss/stop'), stopped);
});

test('packets are late', async (t) => {
  const page = async () => {
    const times = await inside(client, `cat /proc/uptime; wget -qO- "http://$1:8080/" >/dev/null; cat /proc/uptime`,
      server.address);
    const [from, to] = times.split('\n').map((line) => Number(line.split(' ')[0]));
    return (to - from) * 1000;
  };
  const quick = await page();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const answer = await ask(client, 'network-latency/start',
    { DelayMilliseconds: 300, JitterMilliseconds: 0, Sources: [server.address] });
  if (answer[0] === 500 && /sch_netem/.test(answer[1].Error)) {
    assert.deepEqual(await ask(client, 'network-latency/status'), idle);
    assert.ok(await reaches());
    t.skip(`this kernel cannot: ${answer[1].Error}`);
    return;
  }
  assert.deepEqual(answer, running);
  const slow = await page();
  console.log(`a page took ${quick} ms, and ${slow} ms with 300 ms of latency`);
  assert.ok(slow > quick + 500, `${slow} ms`); // the packets that open the connection, and those that ask
  assert.deepEqual(await ask(client, 'network-latency/stop'), stopped);
  assert.ok(await page() < 300);
});

test('not every task may, and none in one breath', async () => {
  const port = { Port: 9, Protocol: 'tcp', TrafficType: 'egress' };
  assert.equal((await ask(client, 'network-blackhole-port/start', {}))[1].Error, 'required parameter Port is missing');
  assert.deepEqual(await ask(client, 'network-blackhole-port/start', port),
    [429, 'You have reached maximum request limit']);
  const without = await start('without');
  assert.deepEqual(await ask(without, 'network-blackhole-port/start', port),
    [400, { Error: `enableFaultInjection is not enabled for task: ${without.arn}` }]);
  const bridge = await start('bridge');
  assert.deepEqual(await ask(bridge, 'network-blackhole-port/start', port),
    [400, { Error: 'bridge mode is not supported. Please use either host or awsvpc mode.' }]);
});

test('faults in the network of the machine end with their task, also when its agent did not see it', async () => {
  const table = async () => (await run('nft', ['list', 'tables'])).stdout.includes('gantry_fault_');
  const task = await start('host');
  assert.deepEqual(await ask(task, 'network-blackhole-port/start', { Port: 9, Protocol: 'udp', TrafficType: 'ingress' }),
    running);
  assert.ok(await table());
  await gantry.kill();
  await docker('kill', task.container);
  assert.ok(await table());
  await gantry.launch();
  await eventually('the end of the fault', async () => !(await table()));
});
