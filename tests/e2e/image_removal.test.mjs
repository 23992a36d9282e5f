// Images that an agent pulled and nobody needs go, on a Docker daemon of the test's own: of three, one is kept by name, one is in use,
// and the third goes; so does what a tag stood for before it moved. What somebody else put there stays.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, RegisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { DockerDaemon } from './docker_daemon.mjs';
import { GantryProcess, askDocker, buildHelloImage, docker, eventually, freePort } from './harness.mjs';
import { ImageRegistry } from './image_registry.mjs';

const skip = process.getuid() !== 0 && 'a Docker daemon of its own needs root';

let agent;
let daemon;
let directory;
let ecs;
let registry;
let server;

before(async () => {
  if (skip) return;
  daemon = await DockerDaemon.start();
  process.env.DOCKER_HOST = daemon.host; // for the docker command in this process
  const enter = ['nsenter', `--net=/proc/${daemon.process.pid}/ns/net`];
  execFileSync(enter[0], [...enter.slice(1), 'ip', 'link', 'set', 'lo', 'up']);
  await buildHelloImage();
  registry = await ImageRegistry.start({ enter });
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-removal-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  server = new GantryProcess(['server', '--port', String(port), '--data-dir', `${directory}/server`]);
  server.start();
  await server.healthy(endpoint);
  const key = `${directory}/server/root.key`;
  const [accessKeyId, secretAccessKey] = (await readFile(key, 'utf8')).trim().split(':');
  ecs = new ECSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  agent = new GantryProcess(['agent', '--endpoint', endpoint, '--key-file', key, '--data-dir', `${directory}/agent`,
    '--docker', daemon.host, '--task-endpoint', 'off', '--task-networking', 'off', '--container-retention-minutes', '1',
    '--image-cleanup-minutes', '1', '--image-minimum-age-minutes', '1', '--keep-image', registry.name('shop/kept', 'v1')]);
  agent.start();
  await eventually('the container instance', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    return containerInstanceArns.length === 1;
  });
});

after(async () => {
  await agent?.end('SIGTERM');
  await server?.end('SIGTERM');
  await registry?.remove();
  await daemon?.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** A task of the image, which runs. */
async function run(image) {
  const family = image.replace(/.*\/([a-z]+):.*/, '$1');
  await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    networkMode: 'none',
    containerDefinitions: [{ name: 'web', image, memory: 16, stopTimeout: 1, command: ['sleep', '100000'] }],
  }));
  const { tasks: [{ taskArn }] } = await ecs.send(new RunTaskCommand({ taskDefinition: family }));
  await status(taskArn, 'RUNNING');
  return taskArn;
}

async function status(task, wanted) {
  await eventually(`${task} ${wanted}`, async () => {
    const { tasks: [told] } = await ecs.send(new DescribeTasksCommand({ tasks: [task] }));
    if (told.lastStatus === 'STOPPED' && wanted !== 'STOPPED') throw new Error(JSON.stringify(told));
    return told.lastStatus === wanted;
  }, 60_000);
}

const there = (image) => askDocker(`/images/${encodeURIComponent(image)}/json`).then(() => true, () => false);

test('what nobody needs goes, and nothing else', { skip }, async () => {
  const [kept, used, unused, moving] = ['kept', 'used', 'unused', 'moving'].map((name) => registry.name(`shop/${name}`, 'v1'));
  const digests = {};
  for (const image of [kept, used, unused, moving]) digests[image] = await registry.push(image, image);
  const old = moving.replace(':v1', `@${digests[moving]}`);
  const stranger = registry.name('shop/stranger', 'v1');
  await registry.push(stranger, 'stranger');
  await docker('pull', '-q', stranger);

  for (const image of [kept, unused, moving]) {
    const task = await run(image);
    await ecs.send(new StopTaskCommand({ task }));
    await status(task, 'STOPPED');
  }
  await run(used);
  await registry.push(moving, 'moved');
  await run(moving);
  for (const image of [kept, used, unused, moving, old]) assert.ok(await there(image), image);

  await eventually('the unused ones are gone', async () => !(await there(unused)) && !(await there(old)), 300_000, 1000);
  assert.match(agent.log, /image_removed/);
  for (const image of [kept, used, moving, stranger, 'gantry/hello:latest']) assert.ok(await there(image), image);
  // With the name went the image.
  assert.equal(await there(unused.replace(':v1', `@${digests[unused]}`)), false);
});
