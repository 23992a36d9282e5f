// A control plane and two agents, each a process of its own, under load and under kill -9: a hundred
// times one of them, or one of the containers, dies without warning. Afterwards everything that was
// acknowledged is there, every service has what it wants, rows and containers agree, and a RunTask that
// was sent again with its token, because its answer was lost, has started one task. Enough of every kind
// of call succeeded for that to mean something.

import assert from 'node:assert/strict';
import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand, DescribeTasksCommand,
  ECSClient, ListContainerInstancesCommand, ListTasksCommand, RegisterTaskDefinitionCommand,
  RunTaskCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  GantryProcess, buildHelloImage, containersOf, docker, eventually, freePort, removeContainers, sleep,
} from './harness.mjs';

const kills = Number(process.env.GANTRY_KILLS ?? 100);
const seed = Number(process.env.GANTRY_CHAOS_SEED ?? 1);
const kAttempts = 30;

// A small generator, so that a failure can be tried again with its seed.
let state = seed >>> 0;
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

let directory;
let endpoint;
let server;
let agents;
let ecs;
let once; // a client that never sends anything again by itself
let instances = [];

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-chaos-'));
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  server = new GantryProcess(['server', '--port', String(port), '--data-dir', `${directory}/server`]);
  server.start();
  await server.healthy(endpoint);
  const keyFile = `${directory}/server/root.key`;
  const [accessKeyId, secretAccessKey] = (await readFile(keyFile, 'utf8')).trim().split(':');
  agents = [1, 2].map((n) => new GantryProcess(['agent', '--endpoint', endpoint, '--key-file', keyFile,
    '--data-dir', `${directory}/agent-${n}`, '--pull', 'prefer-cached', '--bind-address', `127.0.0.${n + 1}`]));
  for (const agent of agents) agent.start();
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } };
  ecs = new ECSClient({ ...settings, maxAttempts: 10 });
  once = new ECSClient({ ...settings, maxAttempts: 1 });
  instances = await eventually('two container instances', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    return containerInstanceArns.length === 2 && containerInstanceArns.map((arn) => arn.split('/').at(-1));
  });
});

after(async () => {
  for (const one of [...(agents ?? []), server]) await one?.end('SIGKILL');
  await removeContainers(await containersOf(instances, '-a'));
  if (directory) await rm(directory, { recursive: true, force: true });
});

const definition = (n) => ({
  family: `chaos-${n % 3}`,
  containerDefinitions: [{
    name: 'web', image: 'gantry/hello:latest', memory: 16, cpu: 16,
    portMappings: [{ containerPort: 8080 }], stopTimeout: 1,
  }],
});

/** What the load was told is done. A call whose outcome is unknown makes its service uncertain. */
const acknowledged = { definitions: [], tasks: [], desired: new Map(), uncertain: new Set() };
/** By kind: how many calls, and how many were answered with success. */
const counts = { register: [0, 0], run: [0, 0], update: [0, 0] };
/** RunTask's token → the one task that was answered for it, at whatever attempt. */
const runs = new Map();
let retries = 0;

const calls = {
  async register(n) {
    const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(definition(n)));
    acknowledged.definitions.push(taskDefinition.taskDefinitionArn);
  },

  /** Sent again with the same token until it is answered, as a careful client does. */
  async run(n) {
    const clientToken = `chaos-${n}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { tasks, failures } = await once.send(new RunTaskCommand({
          taskDefinition: acknowledged.definitions[0], clientToken, startedBy: clientToken,
          overrides: { containerOverrides: [{ name: 'web', command: ['sleep', '2'] }] },
        }));
        if (tasks.length === 0) throw new Error(failures[0]?.reason); // no instance there: nothing was done
        assert.equal(tasks.length, 1);
        runs.set(clientToken, tasks[0].taskArn);
        acknowledged.tasks.push(tasks[0].taskArn);
        return;
      } catch (error) {
        if (attempt === kAttempts) throw error;
        retries += 1;
        await sleep(200);
      }
    }
  },

  async update() {
    const service = `s${random(2)}`;
    const desiredCount = 1 + random(4);
    acknowledged.uncertain.add(service);
    await ecs.send(new UpdateServiceCommand({ service, desiredCount }));
    acknowledged.desired.set(service, desiredCount);
    acknowledged.uncertain.delete(service);
  },
};

async function call(kind, n) {
  counts[kind][0] += 1;
  try {
    await calls[kind](n);
    counts[kind][1] += 1;
  } catch {
    // The outcome is unknown; what was acknowledged counts.
  }
}

test(`${kills} kills under load (seed ${seed})`, { timeout: 900_000 }, async () => {
  const first = await ecs.send(new RegisterTaskDefinitionCommand(definition(0)));
  acknowledged.definitions.push(first.taskDefinition.taskDefinitionArn);
  for (const service of ['s0', 's1']) {
    await ecs.send(new CreateServiceCommand({ serviceName: service, taskDefinition: 'chaos-0', desiredCount: 2 }));
    acknowledged.desired.set(service, 2);
  }
  let loading = true;
  const load = async (first, pause, pick) => {
    for (let n = first; loading; n += 1) {
      await call(pick(), n);
      await sleep(random(pause));
    }
  };
  const loads = [
    load(1, 100, () => ['register', 'update', 'update'][random(3)]),
    load(1_000_000, 400, () => 'run'), // a few tasks a second are as many as Docker starts
  ];

  for (let n = 0; n < kills; n += 1) {
    const victim = random(4);
    if (victim === 3) {
      const running = (await containersOf(instances)).filter((c) => c.state === 'running');
      if (running.length > 0) await docker('kill', running[random(running.length)].id).catch(() => {});
    } else {
      const one = [server, ...agents][victim];
      // As the control plane dies, a RunTask is under way: done or not, its answer may be lost.
      const racing = victim === 0 ? call('run', 2_000_000 + n) : undefined;
      if (racing) await sleep(random(10));
      await one.end('SIGKILL');
      await sleep(random(300));
      one.start();
      await racing;
    }
    await sleep(random(700));
  }
  loading = false;
  await Promise.all(loads);
  console.log(`# of each kind, calls and successes: ${JSON.stringify(counts)}; ${retries} retries of RunTask`);
  await server.healthy(endpoint);
  for (const [kind, [tried, succeeded]] of Object.entries(counts)) {
    assert.ok(succeeded >= kills / 2, `${succeeded} calls of ${kind} succeeded, of ${tried}`);
    assert.ok(succeeded >= tried / 2, `most calls of ${kind} succeed: ${succeeded} of ${tried}`);
  }
  if (kills >= 30) assert.ok(retries > 0, 'some answers of RunTask were lost');
});

test('a RunTask sent again with its token started one task', async () => {
  assert.ok(runs.size > 0);
  for (const [token, task] of runs) {
    const started = new Set();  // one may stop between the two lists
    for (const desiredStatus of ['RUNNING', 'STOPPED']) {
      const { taskArns } = await ecs.send(new ListTasksCommand({ startedBy: token, desiredStatus }));
      taskArns.forEach((arn) => started.add(arn));
    }
    assert.deepEqual([...started], [task], token);
  }
});

test('everything acknowledged exists', async () => {
  for (const arn of acknowledged.definitions) {
    const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
    assert.equal(taskDefinition.taskDefinitionArn, arn);
  }
  for (let at = 0; at < acknowledged.tasks.length; at += 100) {
    const tasks = acknowledged.tasks.slice(at, at + 100);
    const answer = await ecs.send(new DescribeTasksCommand({ tasks }));
    assert.deepEqual(answer.failures, []);
  }
  const { services } = await ecs.send(new DescribeServicesCommand({ services: ['s0', 's1'] }));
  for (const service of services) {
    if (acknowledged.uncertain.has(service.serviceName)) continue;
    assert.equal(service.desiredCount, acknowledged.desired.get(service.serviceName), service.serviceName);
  }
});

test('every service has what it wants again', async () => {
  for (const service of ['s0', 's1']) await ecs.send(new UpdateServiceCommand({ service, desiredCount: 3 }));
  await eventually('both services stable', async () => {
    const { services } = await ecs.send(new DescribeServicesCommand({ services: ['s0', 's1'] }));
    if (services.every((s) => s.runningCount === 3 && s.pendingCount === 0 && s.deployments.length === 1)) return true;
    throw new Error(JSON.stringify(services.map((s) => [s.desiredCount, s.runningCount, s.pendingCount, s.events[0]?.message])));
  }, 120_000, 500);
});

test('rows and containers agree: nothing runs without a task, nothing counts that does not run', async () => {
  await eventually('agreement', async () => {
    const { taskArns } = await ecs.send(new ListTasksCommand({}));
    const { tasks } = taskArns.length > 0 ? await ecs.send(new DescribeTasksCommand({ tasks: taskArns })) : { tasks: [] };
    const counted = tasks.filter((t) => t.lastStatus === 'RUNNING').map((t) => t.taskArn).sort();
    const containers = (await containersOf(instances)).filter((c) => c.state === 'running').map((c) => c.task).sort();
    assert.deepEqual(containers, counted);
    assert.equal(tasks.filter((t) => t.lastStatus !== 'RUNNING').length, 0);
    return true;
  }, 60_000, 500);
});
