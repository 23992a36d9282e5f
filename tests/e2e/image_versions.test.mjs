// What a tag stands for, with a registry where it moves between the starts of tasks: the same for all tasks of a deployment, what it
// is now with versionConsistency disabled; and what is pulled for tasks that come together.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  DescribeServiceRevisionsCommand, DescribeTasksCommand, ListTasksCommand, RegisterTaskDefinitionCommand,
  CreateServiceCommand, RunTaskCommand, StopTaskCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, askDocker, buildHelloImage, eventually } from './harness.mjs';
import { ImageRegistry } from './image_registry.mjs';

let ecs;
let gantry;
let registry;

before(async () => {
  await buildHelloImage();
  registry = await ImageRegistry.start();
  gantry = await Gantry.start({ args: ['--quick'] });
  await gantry.instancesReady();
  ecs = gantry.sdk();
});

after(async () => {
  await gantry?.remove();
  await registry?.remove();
});

/** A definition of one container that sleeps. @param more members of the container */
async function define(family, image, more = {}) {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    networkMode: 'none',
    containerDefinitions: [{ name: 'web', image, memory: 16, stopTimeout: 1, command: ['sleep', '100000'], ...more }],
  }));
}

async function tasksOf(service) {
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: service }));
  if (taskArns.length === 0) return [];
  return (await ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks;
}

/** The running tasks of a service, once there are so many, in one deployment, and none else. */
async function running(service, count) {
  return eventually(`${count} tasks of ${service}`, async () => {
    const { deployments } = await gantry.service(service);
    const tasks = await tasksOf(service);
    const up = tasks.length === count && tasks.every((task) => task.lastStatus === 'RUNNING');
    return deployments.length === 1 && up && tasks;
  }, 60_000);
}

/** The digest of the image that the task's container really runs, as Docker has it. */
async function really(task) {
  const { Image: id } = await askDocker(`/containers/${task.containers[0].runtimeId}/json`);
  const { RepoDigests: names } = await askDocker(`/images/${id}/json`);
  return names.filter((name) => name.startsWith(`${registry.host}/`)).map((name) => name.split('@')[1]).join();
}

/** The digest that the service's revision has for its one image. */
async function revisionsDigest(service) {
  const { currentServiceRevisions: [{ arn }] } = await gantry.service(service);
  const { serviceRevisions: [revision] } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }));
  return revision.containerImages[0].imageDigest;
}

async function expectImage(tasks, digest) {
  for (const task of tasks) {
    assert.equal(task.containers[0].imageDigest, digest);
    assert.equal(await really(task), digest);
  }
}

/** Stops one task of the service. Those that run when it was replaced, and the new one. */
async function replaceOne(service, count) {
  const before = await running(service, count);
  await ecs.send(new StopTaskCommand({ task: before[0].taskArn }));
  await eventually('it is replaced', async () => !(await tasksOf(service)).some((task) => task.taskArn === before[0].taskArn));
  const tasks = await running(service, count);
  return { tasks, fresh: tasks.find((task) => !before.some((old) => old.taskArn === task.taskArn)) };
}

test('a tag stands for one image as long as a deployment lasts', async () => {
  const image = registry.name('shop/web', 'live');
  const old = await registry.push(image, 'old');
  await define('pinned', image);
  await ecs.send(new CreateServiceCommand({ serviceName: 'pinned', taskDefinition: 'pinned', desiredCount: 2 }));
  await expectImage(await running('pinned', 2), old);

  const moved = await registry.push(image, 'new');
  assert.notEqual(moved, old);
  const { tasks } = await replaceOne('pinned', 2);
  await expectImage(tasks, old);
  for (const task of tasks) assert.equal(task.containers[0].image, image);

  await ecs.send(new UpdateServiceCommand({ service: 'pinned', forceNewDeployment: true }));
  const { deployments: [deployment] } = await eventually('the new deployment alone', async () => {
    const service = await gantry.service('pinned');
    return service.deployments.length === 1 && service.deployments[0].rolloutState === 'COMPLETED' && service;
  }, 60_000);
  assert.equal(deployment.status, 'PRIMARY');
  await expectImage(await running('pinned', 2), moved);
  assert.equal(await revisionsDigest('pinned'), moved);
  await ecs.send(new UpdateServiceCommand({ service: 'pinned', desiredCount: 0 }));
});

test('with versionConsistency disabled it stands for what it is now', async () => {
  const image = registry.name('shop/loose', 'live');
  const old = await registry.push(image, 'old');
  await define('loose', image, { versionConsistency: 'disabled' });
  await ecs.send(new CreateServiceCommand({ serviceName: 'loose', taskDefinition: 'loose', desiredCount: 2 }));
  await expectImage(await running('loose', 2), old);
  const moved = await registry.push(image, 'new');
  const { tasks, fresh } = await replaceOne('loose', 2);
  await expectImage([fresh], moved);
  await expectImage(tasks.filter((task) => task !== fresh), old);
  assert.equal(await revisionsDigest('loose'), undefined);
  await ecs.send(new UpdateServiceCommand({ service: 'loose', desiredCount: 0 }));
});

test('tasks that come together are given one image by one pull', async () => {
  const image = registry.name('shop/once', 'live');
  const digest = await registry.push(image, 'one pull');
  await define('once', image);
  const { tasks: started } = await ecs.send(new RunTaskCommand({ taskDefinition: 'once', count: 3 }));
  const tasks = await eventually('three tasks', async () => {
    const { tasks: all } = await ecs.send(new DescribeTasksCommand({ tasks: started.map((task) => task.taskArn) }));
    return all.every((task) => task.lastStatus === 'RUNNING') && all;
  }, 60_000);
  await expectImage(tasks, digest);
  // Its configuration is read by who asks for the digest, too.
  const { Id: configuration } = await askDocker(`/images/${encodeURIComponent(image)}/json`);
  const layers = (await registry.asked('GET /v2/shop/once/blobs/')).map((line) => line.split(' ')[6].split('/').at(-1))
    .filter((blob) => blob !== configuration);
  assert.ok(layers.length > 0);
  assert.deepEqual(layers, [...new Set(layers)], 'no layer twice');
  const pulls = gantry.process.log.split('\n').filter((line) => line.includes('image_pull') && line.includes('/shop/once@'));
  assert.equal(pulls.filter((line) => !line.includes('image_pull_')).length, 1, pulls.join('\n'));
  for (const task of tasks) await ecs.send(new StopTaskCommand({ task: task.taskArn }));
});
