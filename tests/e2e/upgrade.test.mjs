// Server and agent are replaced by newer ones and what runs goes on. The directories are those of version 0.1
// (upgrade/0.1-*.sql.gz, SQLite's dumps of a server's and an agent's journal of 25 November 2026, both stopped with
// SIGTERM; format 1): a service "kept" of one task, and a task that was run by hand, of two containers each. The
// containers are made here as that agent had made them, and their ids put into the dumps in the place of the old ones.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  DescribeContainerInstancesCommand, DescribeServicesCommand, DescribeTasksCommand, ECSClient, ListTasksCommand,
  StopTaskCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  GantryProcess, buildHelloImage, containersOf, docker, eventually, freePort, removeContainers, repository,
} from './harness.mjs';

const kInstance = 'cfab5ad62f8b4f6b7328607ce9d2ee00';
const kServiceTask = '81871eddceb860c8282d1faa146fcfb7';
const kLoneTask = 'abed220b1ed3f516eecc216dcfdd46b8';

const fixture = (name) => readFile(path.join(repository, 'tests/e2e/upgrade', name));
const idOf = (arn) => arn.split('/').at(-1);
const ids = new Map(); // of containers, by what they were when the dumps were made

let directory;
let server;
let agent;
let ecs;
let eventsBefore;

before(async () => {
  await buildHelloImage();
  await removeContainers(await containersOf([kInstance], '-a'));
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-upgrade-'));
  for (const { id, name, labels, command } of JSON.parse(await fixture('0.1-containers.json'))) {
    const flags = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
    ids.set(id, await docker('run', '-d', '--name', name, ...flags, '--memory', '32m', 'gantry/hello:latest', ...command));
  }
  for (const side of ['server', 'agent']) await restore(side);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  server = new GantryProcess(['server', '--port', String(port), '--data-dir', path.join(directory, 'server'), '--settle-seconds', '2']);
  server.start();
  await server.healthy(endpoint);
  const key = path.join(directory, 'server/root.key');
  const [accessKeyId, secretAccessKey] = (await readFile(key, 'utf8')).trim().split(':');
  ecs = new ECSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  eventsBefore = (await service()).events;
  agent = new GantryProcess(['agent', '--endpoint', endpoint, '--key-file', key, '--data-dir', path.join(directory, 'agent'),
    '--bind-address', '127.0.0.1', '--pull', 'prefer-cached', '--task-endpoint', 'off', '--task-networking', 'off']);
  agent.start();
  await connected();
});

after(async () => {
  await agent?.end('SIGTERM');
  await server?.end('SIGTERM');
  await removeContainers(await containersOf([kInstance], '-a'));
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** Makes one side's directory of its dump. */
async function restore(side) {
  let dump = gunzipSync(await fixture(`0.1-${side}.sql.gz`)).toString();
  for (const [old, now] of ids) dump = dump.replaceAll(old, now);
  const file = path.join(directory, side, 'journal.db');
  await mkdir(path.dirname(file), { mode: 0o700 });
  execFileSync('sqlite3', [file, 'PRAGMA journal_mode=WAL']);
  execFileSync('sqlite3', [file], { input: dump });
  execFileSync('chmod', ['0600', file]);
}

const connected = () => eventually('the agent is connected', async () => {
  if (!agent.running) throw new Error(agent.log);
  const { containerInstances: [seen] } = await ecs.send(new DescribeContainerInstancesCommand({ containerInstances: [kInstance] }));
  return seen.agentConnected;
});
const service = async () => (await ecs.send(new DescribeServicesCommand({ services: ['kept'] }))).services[0];
const describe = async (...tasks) => (await ecs.send(new DescribeTasksCommand({ tasks }))).tasks;
const listed = async () => (await ecs.send(new ListTasksCommand({}))).taskArns.map(idOf).sort();

/** Id and start of each of the containers, as Docker has them. */
async function containers() {
  const lines = await docker('inspect', '--format', '{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}}', ...ids.values());
  return lines.split('\n').sort();
}

test('the same containers run as the same tasks, and the service stays steady', async () => {
  const before = await containers();
  assert.ok(before.every((line) => line.includes(' running ')), before.join('\n'));
  for (let round = 0; round < 2; ++round) {
    // The agent has looked at its containers, the service's plan at its task: longer than --settle-seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    assert.deepEqual(await containers(), before);
    assert.equal((await containersOf([kInstance], '-a')).length, 4);
    assert.deepEqual(await listed(), [kServiceTask, kLoneTask].sort());
    for (const task of await describe(kServiceTask, kLoneTask)) {
      assert.equal(task.lastStatus, 'RUNNING');
      assert.deepEqual(task.containers.map((c) => c.lastStatus), ['RUNNING', 'RUNNING']);
      for (const { runtimeId } of task.containers) assert.ok([...ids.values()].includes(runtimeId), runtimeId);
    }
    const kept = await service();
    assert.deepEqual([kept.desiredCount, kept.runningCount, kept.pendingCount], [1, 1, 0]);
    assert.deepEqual(kept.deployments.map((d) => [d.status, d.rolloutState]), [['PRIMARY', 'COMPLETED']]);
    assert.deepEqual(kept.events, eventsBefore);
    if (round === 0) { // and once more, now that both have written in their own format
      await agent.end('SIGKILL');
      agent.start();
      await connected();
    }
  }
});

test('a task of the old version is stopped', async () => {
  await ecs.send(new StopTaskCommand({ task: kLoneTask }));
  const stopped = await eventually('it has stopped', async () => {
    const [task] = await describe(kLoneTask);
    return task.lastStatus === 'STOPPED' && task;
  });
  assert.equal(stopped.stopCode, 'UserInitiated');
  const left = (await containersOf([kInstance])).map((c) => idOf(c.task));
  assert.deepEqual(left, [kServiceTask, kServiceTask]);
});

test('a container of the old version that dies ends its task, and the service replaces it', async () => {
  const [{ containers: both }] = await describe(kServiceTask);
  await docker('kill', both.find((c) => c.name === 'web').runtimeId);
  await eventually('another task runs', async () => {
    const tasks = await listed();
    if (tasks.length !== 1 || tasks[0] === kServiceTask) return false;
    return (await describe(...tasks))[0].lastStatus === 'RUNNING';
  });
  const [old] = await describe(kServiceTask);
  assert.equal(old.stopCode, 'EssentialContainerExited');
  assert.equal(old.containers.find((c) => c.name === 'web').exitCode, 137);
});

test('the service scales, and rolls', async () => {
  const { deployments: [before] } = await service();
  await ecs.send(new UpdateServiceCommand({ service: 'kept', desiredCount: 2, forceNewDeployment: true }));
  await eventually('two new tasks', async () => {
    const kept = await service();
    return kept.deployments.length === 1 && kept.deployments[0].id !== before.id && kept.runningCount === 2
      && kept.deployments[0].rolloutState === 'COMPLETED';
  }, 60_000, 300);
});
