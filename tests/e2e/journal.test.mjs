// Looking back and going back: `gantry history` and `gantry state` tell what was, and a backup taken
// while Gantry runs is restored: agents connect again, what runs is taken over or stopped as the rows say.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand,
  RegisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, eventually, gantryBinary } from './harness.mjs';

const run = promisify(execFile);
const kService = 'arn:aws:ecs:us-east-1:000000000000:service/default/kept';

let gantry;
let ecs;
let backup;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--quick'] });
  await gantry.instancesReady(1);
  ecs = gantry.sdk();
  backup = await mkdtemp(path.join(tmpdir(), 'gantry-backup-'));
});
after(async () => {
  await gantry?.remove();
  if (backup) await rm(backup, { recursive: true, force: true });
});

const page = async (...args) => (await run(gantryBinary, [...args, '--endpoint', gantry.endpoint])).stdout;

async function running() {
  const { taskArns } = await ecs.send(new ListTasksCommand({ family: 'kept' }));
  if (taskArns.length === 0) return [];
  const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  return tasks.filter((task) => task.lastStatus === 'RUNNING').map((task) => task.taskArn).sort();
}

async function inDocker() {
  return (await gantry.containers()).filter((c) => c.state === 'running').map((c) => c.task).sort();
}

async function service() {
  const { services: [found] } = await ecs.send(new DescribeServicesCommand({ services: ['kept'] }));
  return found;
}

const steady = (count) => eventually(`${count} tasks`, async () => {
  const now = await service();
  return now.runningCount === count && now.deployments.length === 1 && now.deployments[0].rolloutState === 'COMPLETED';
}, 60_000);

test('history tells a service\'s life in order, with causes', async () => {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family: 'kept',
    networkMode: 'none',
    containerDefinitions: [{
      name: 'main', image: 'gantry/hello:latest', memory: 8, stopTimeout: 1, command: ['sleep', '100000'],
    }],
  }));
  await ecs.send(new CreateServiceCommand({ serviceName: 'kept', taskDefinition: 'kept', desiredCount: 2 }));
  await steady(2);
  const told = await page('history', kService);
  const lines = told.split('\n');
  assert.match(lines[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z  CreateService [0-9a-f-]{36}$/);
  assert.match(told, /service-controller 000000000000\/us-east-1\/default\/kept: start 2 of ecs-svc\/\d{19}: want 2, have 0 good, at most 4/);
  assert.match(told, /steadySince: none → \d{4}-/);
  const times = lines.filter((line) => /^\d{4}-/.test(line)).map((line) => line.slice(0, 24));
  assert.deepEqual(times, [...times].sort());
  const records = JSON.parse(await page('history', '--json', kService));
  assert.ok(JSON.stringify(records).includes('"desiredCount":2'), JSON.stringify(records).slice(0, 500));
});

test('state shows the rows as they were at a time, and now', async () => {
  const then = new Date().toISOString();
  await eventually('a later millisecond', async () => new Date().toISOString() > then);
  await ecs.send(new UpdateServiceCommand({ service: 'kept', desiredCount: 3 }));
  await steady(3);
  const before = await page('state', '--at', then);
  const now = await page('state');
  assert.match(before, /"desiredCount":\s*2\b/);
  assert.doesNotMatch(before, /"desiredCount":\s*3\b/);
  assert.match(now, /"desiredCount":\s*3\b/);
});

test('a backup of a running Gantry, restored', { timeout: 120_000 }, async () => {
  const kept = await running();
  assert.equal(kept.length, 3);
  await run('sqlite3', [`${gantry.dataDir}/journal.db`, `.backup '${backup}/journal.db'`]);
  for (const key of ['root.key', 'page-token.key']) await cp(`${gantry.dataDir}/${key}`, `${backup}/${key}`);

  // What the backup does not know: a task that ends up stopped, and one task less than it has.
  const { tasks: [later] } = await ecs.send(new RunTaskCommand({ taskDefinition: 'kept' }));
  await eventually('the later task', async () => (await running()).includes(later.taskArn));
  await ecs.send(new StopTaskCommand({ task: kept[0], reason: 'after the backup' }));
  await eventually('another task in its place', async () => {
    const now = await running();
    return now.length === 4 && !now.includes(kept[0]) && (await inDocker()).length === 4;
  });

  await gantry.stop();
  for (const file of ['journal.db', 'journal.db-wal', 'journal.db-shm', 'journal.mark', 'root.key', 'page-token.key']) {
    await rm(`${gantry.dataDir}/${file}`, { force: true });
  }
  for (const file of ['journal.db', 'root.key', 'page-token.key']) await cp(`${backup}/${file}`, `${gantry.dataDir}/${file}`);
  // Its agent was told more than the backup knows, and goes on as it was until that is accepted.
  const before = await inDocker();
  await gantry.launch();
  await eventually('health to say so', async () => {
    const health = await (await fetch(`${gantry.endpoint}/_gantry/health`)).json();
    assert.equal(health.agentsThatKnowMore, 1);
    return true;
  });
  assert.deepEqual(await inDocker(), before);
  await gantry.stop();
  gantry.args.push('--accept-loss');
  await gantry.launch();

  await eventually('what the backup knows, and nothing else', async () => {
    const now = await running();
    assert.equal(now.length, 3);
    assert.ok(!now.includes(later.taskArn));
    assert.ok(now.includes(kept[1]) && now.includes(kept[2]), 'those that still ran are the same');
    assert.deepEqual(await inDocker(), now);
    return true;
  }, 90_000, 200);
  const { failures } = await ecs.send(new DescribeTasksCommand({ tasks: [later.taskArn] }));
  assert.equal(failures[0].reason, 'MISSING');
  await steady(3);
});
