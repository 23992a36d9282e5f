// The life of a service through the AWS SDK for JavaScript, with the real containers looked at through
// Docker at every step.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateClusterCommand, CreateServiceCommand, DeleteClusterCommand, DeleteServiceCommand,
  DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, RegisterTaskDefinitionCommand,
  RunTaskCommand, StopTaskCommand, UpdateServiceCommand,
  waitUntilServicesInactive, waitUntilServicesStable, waitUntilTasksRunning, waitUntilTasksStopped,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

let gantry;
let ecs;
const quick = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ instances: 2, args: ['--quick'] });
  await gantry.instancesReady(2);
  ecs = gantry.sdk();
});
after(async () => { await gantry?.remove(); });

const greeting = (text) => ({
  family: 'sdk-life',
  containerDefinitions: [{
    name: 'web', image: 'gantry/hello:latest', memory: 64,
    portMappings: [{ containerPort: 8080 }],
    environment: [{ name: 'GREETING', value: text }],
    stopTimeout: 2,
  }],
});

async function running() {
  return (await gantry.containers()).filter((c) => c.state === 'running' && c.container === 'web');
}

async function pages() {
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'life' }));
  const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  return Promise.all(tasks.map(async (task) => {
    const [binding] = task.containers[0].networkBindings;
    const host = binding.bindIP === '0.0.0.0' ? '127.0.0.1' : binding.bindIP;
    return (await fetch(`http://${host}:${binding.hostPort}/`)).text();
  }));
}

test('a cluster, a revision, a service of two tasks', async () => {
  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  assert.equal(cluster.status, 'ACTIVE');
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(greeting('one')));
  assert.equal(taskDefinition.revision, 1);
  await ecs.send(new CreateServiceCommand({ serviceName: 'life', taskDefinition: 'sdk-life', desiredCount: 2 }));
  await waitUntilServicesStable({ client: ecs, ...quick }, { services: ['life'] });
  assert.equal((await running()).length, 2);
  for (const page of await pages()) assert.match(page, /^one from container/);
});

test('what DescribeTasks says is what Docker says', async () => {
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'life' }));
  const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  const containers = await running();
  assert.deepEqual(tasks.map((t) => t.containers[0].runtimeId).sort(), containers.map((c) => c.id).sort());
  assert.deepEqual(tasks.map((t) => t.taskArn).sort(), containers.map((c) => c.task).sort());
  for (const task of tasks) {
    assert.equal(task.lastStatus, 'RUNNING');
    assert.ok(task.startedAt >= task.createdAt);
    const ports = await docker('port', task.containers[0].runtimeId);
    assert.match(ports, new RegExp(`:${task.containers[0].networkBindings[0].hostPort}$`, 'm'));
  }
});

test('an update to a new revision replaces every container', async () => {
  const old = new Set((await running()).map((c) => c.id));
  await ecs.send(new RegisterTaskDefinitionCommand(greeting('two')));
  await ecs.send(new UpdateServiceCommand({ service: 'life', taskDefinition: 'sdk-life' }));
  await waitUntilServicesStable({ client: ecs, ...quick }, { services: ['life'] });
  const now = await running();
  assert.equal(now.length, 2);
  assert.ok(now.every((c) => !old.has(c.id)));
  for (const page of await pages()) assert.match(page, /^two from container/);
  const { services: [service] } = await ecs.send(new DescribeServicesCommand({ services: ['life'] }));
  assert.equal(service.deployments.length, 1);
  assert.equal(service.deployments[0].rolloutState, 'COMPLETED');
  assert.match(service.events[0].message, /has reached a steady state|deployment completed/);
});

test('scaling up and down is followed by containers', async () => {
  await ecs.send(new UpdateServiceCommand({ service: 'life', desiredCount: 5 }));
  await waitUntilServicesStable({ client: ecs, ...quick }, { services: ['life'] });
  assert.equal((await running()).length, 5);
  await ecs.send(new UpdateServiceCommand({ service: 'life', desiredCount: 1 }));
  await waitUntilServicesStable({ client: ecs, ...quick }, { services: ['life'] });
  await eventually('one container left', async () => (await running()).length === 1);
});

test('a container that is killed is replaced', async () => {
  const [victim] = await running();
  await docker('kill', victim.id);
  await eventually('another container', async () => {
    const now = await running();
    return now.length === 1 && now[0].id !== victim.id;
  });
  const { tasks: [stopped] } = await ecs.send(new DescribeTasksCommand({ tasks: [victim.task] }));
  assert.equal(stopped.lastStatus, 'STOPPED');
  assert.equal(stopped.stopCode, 'EssentialContainerExited');
  assert.equal(stopped.stoppedReason, 'Essential container in task exited');
  assert.equal(stopped.containers[0].exitCode, 137);
});

test('a standalone task runs, is waited for and stopped', async () => {
  const { tasks: [task], failures } = await ecs.send(new RunTaskCommand({ taskDefinition: 'sdk-life', startedBy: 'me' }));
  assert.deepEqual(failures, []);
  await waitUntilTasksRunning({ client: ecs, ...quick }, { tasks: [task.taskArn] });
  await ecs.send(new StopTaskCommand({ task: task.taskArn, reason: 'enough' }));
  await waitUntilTasksStopped({ client: ecs, ...quick }, { tasks: [task.taskArn] });
  const { tasks: [stopped] } = await ecs.send(new DescribeTasksCommand({ tasks: [task.taskArn] }));
  assert.equal(stopped.stopCode, 'UserInitiated');
  assert.equal(stopped.stoppedReason, 'enough');
});

test('the service is deleted and nothing runs', async () => {
  await assert.rejects(ecs.send(new DeleteServiceCommand({ service: 'life' })), {
    name: 'InvalidParameterException', message: 'The service cannot be stopped while it is scaled above 0.',
  });
  await ecs.send(new DeleteServiceCommand({ service: 'life', force: true }));
  await waitUntilServicesInactive({ client: ecs, ...quick }, { services: ['life'] });
  await eventually('no container left', async () => (await running()).length === 0);
  await ecs.send(new DeleteClusterCommand({ cluster: 'other' }));
});
