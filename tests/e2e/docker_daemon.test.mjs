// The Docker daemon under a service ends, hangs and comes back. What its containers do meanwhile is up
// to the daemon: with --live-restore they go on, without they end with it. ECS has to say which.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand,
  RegisterTaskDefinitionCommand, UpdateServiceCommand, waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { DockerDaemon } from './docker_daemon.mjs';
import { Gantry, buildHelloImage, docker, eventually, sleep } from './harness.mjs';

const skip = process.getuid() !== 0 && 'a Docker daemon of its own needs root';

/** A daemon, a Gantry on it, and a service of two tasks that is stable; all gone after the test `t`. */
async function world(t, ...flags) {
  const daemon = await DockerDaemon.start(...flags);
  let gantry;
  t.after(async () => {
    await daemon.revive();
    await gantry?.remove();
    await daemon.remove();
  });
  process.env.DOCKER_HOST = daemon.host; // for the docker command in this process
  await buildHelloImage();
  gantry = await Gantry.start({ dockerHost: daemon.host, args: ['--quick'] });
  await gantry.instancesReady(1);
  const ecs = gantry.sdk();
  await ecs.send(new RegisterTaskDefinitionCommand({
    family: 'sleeper',
    networkMode: 'none',
    containerDefinitions: [{ name: 'main', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1, command: ['sleep', '100000'] }],
  }));
  await ecs.send(new CreateServiceCommand({ serviceName: 'sleeper', taskDefinition: 'sleeper', desiredCount: 2 }));
  await stable(ecs);
  return { daemon, ecs, tasks: await running(ecs) };
}

const stable = (ecs) => waitUntilServicesStable(
  { client: ecs, maxWaitTime: 120, minDelay: 1, maxDelay: 1 }, { cluster: 'default', services: ['sleeper'] });

async function running(ecs) {
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'sleeper' }));
  const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  return tasks.filter((task) => task.lastStatus === 'RUNNING');
}

async function events(ecs) {
  const { services: [service] } = await ecs.send(new DescribeServicesCommand({ services: ['sleeper'] }));
  return service.events.map((event) => event.message);
}

const runtimeIds = (tasks) => tasks.map((task) => task.containers[0].runtimeId).sort();

/** Both tasks ended for the reason given, two others run, and Docker agrees. */
async function expectReplaced(ecs, before) {
  const { tasks: ended } = await ecs.send(new DescribeTasksCommand({ tasks: before.map((task) => task.taskArn) }));
  for (const task of ended) {
    assert.equal(task.lastStatus, 'STOPPED');
    assert.equal(task.stopCode, 'EssentialContainerExited');
    assert.equal(task.stoppedReason, 'Essential container in task exited');
    assert.equal(typeof task.containers[0].exitCode, 'number');
  }
  const now = await running(ecs);
  assert.equal(now.length, 2);
  for (const id of runtimeIds(before)) assert.ok(!runtimeIds(now).includes(id));
  await expectContainers(now);
  await eventually('a steady state', async () => /has reached a steady state/.test((await events(ecs))[0]));
}

async function expectContainers(tasks) {
  const ids = (await docker('ps', '-q', '--no-trunc')).split('\n').sort();
  assert.deepEqual(ids, runtimeIds(tasks));
}

for (const signal of ['SIGTERM', 'SIGKILL']) {
  test(`a daemon that takes its containers with it: ${signal}, started again`, { skip }, async (t) => {
    const { daemon, ecs, tasks } = await world(t);
    await daemon.end(signal);
    await sleep(1_000);
    await ecs.send(new UpdateServiceCommand({ service: 'sleeper', desiredCount: 2 })); // the API goes on
    await daemon.launch();
    await eventually('the old tasks stopped', async () => {
      const { tasks: seen } = await ecs.send(new DescribeTasksCommand({ tasks: tasks.map((task) => task.taskArn) }));
      return seen.every((task) => task.lastStatus === 'STOPPED');
    }, 60_000);
    await stable(ecs);
    await expectReplaced(ecs, tasks);
  });
}

test('a daemon with --live-restore: nothing is replaced, and what died meanwhile is', { skip }, async (t) => {
  const { daemon, ecs, tasks } = await world(t, '--live-restore');
  await daemon.end('SIGKILL');
  await sleep(500);
  assert.deepEqual(runtimeIds(await running(ecs)), runtimeIds(tasks));
  await daemon.launch();
  await sleep(3_000);
  await stable(ecs);
  assert.deepEqual(runtimeIds(await running(ecs)), runtimeIds(tasks));
  await expectContainers(tasks);

  const victim = tasks[0];
  const pid = Number(await docker('inspect', '-f', '{{.State.Pid}}', victim.containers[0].runtimeId));
  await daemon.end('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await daemon.launch();
  await eventually('a replacement', async () => {
    const now = await running(ecs);
    return now.length === 2 && !runtimeIds(now).includes(victim.containers[0].runtimeId);
  }, 60_000);
  const { tasks: [ended] } = await ecs.send(new DescribeTasksCommand({ tasks: [victim.taskArn] }));
  assert.equal(ended.lastStatus, 'STOPPED');
  assert.equal(ended.stopCode, 'EssentialContainerExited');
  await expectContainers(await running(ecs));
});

test('a daemon that hangs: the tasks run on, and new ones start once it answers', { skip }, async (t) => {
  const { daemon, ecs, tasks } = await world(t);
  daemon.signal('SIGSTOP');
  await ecs.send(new UpdateServiceCommand({ service: 'sleeper', desiredCount: 3 }));
  await sleep(5_000);
  assert.deepEqual(runtimeIds(await running(ecs)), runtimeIds(tasks));
  daemon.signal('SIGCONT');
  await eventually('three tasks', async () => (await running(ecs)).length === 3, 60_000);
  await stable(ecs);
  await expectContainers(await running(ecs));
});
