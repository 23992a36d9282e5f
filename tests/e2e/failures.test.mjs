// What goes wrong with containers, and what ECS says of it: status, stopCode, reason, exit code, event;
// and the service goes on.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import {
  CreateServiceCommand, DeleteServiceCommand, DescribeServicesCommand, DescribeTasksCommand,
  ListTasksCommand, RegisterTaskDefinitionCommand, RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, eventually, freePort } from './harness.mjs';

let gantry;
let ecs;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--quick'] });
  await gantry.instancesReady(1);
  ecs = gantry.sdk();
});
after(async () => { await gantry?.remove(); });

async function register(family, container, more = {}) {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    containerDefinitions: [{ name: 'main', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1, ...container }],
    ...more,
  }));
  return taskDefinition.taskDefinitionArn;
}

async function describe(task) {
  const { tasks: [described] } = await ecs.send(new DescribeTasksCommand({ tasks: [task] }));
  return described;
}

/** Runs one task of the definition and returns it once it has stopped. */
async function runToTheEnd(family, container, more) {
  const taskDefinition = await register(family, container, more);
  const { tasks: [task] } = await ecs.send(new RunTaskCommand({ taskDefinition }));
  return eventually(`${family} stopped`, async () => {
    const seen = await describe(task.taskArn);
    return seen.lastStatus === 'STOPPED' && seen;
  }, 60_000, 100);
}

test('a container that exits', async () => {
  const task = await runToTheEnd('exits', { command: ['sh', '-c', 'echo goodbye; exit 3'] });
  assert.equal(task.stopCode, 'EssentialContainerExited');
  assert.equal(task.stoppedReason, 'Essential container in task exited');
  assert.equal(task.containers[0].exitCode, 3);
  assert.ok(task.startedAt && task.executionStoppedAt && task.stoppedAt);
  const logs = await eventually('the last lines', async () => {
    const any = { headers: { authorization: `Basic ${btoa('any:any')}` } };
    const page = await (await fetch(`${gantry.endpoint}/_gantry/logs?task=${task.taskArn}`, any)).json();
    return page.containers.length > 0 && page;
  });
  assert.deepEqual(logs.containers, [{ name: 'main', lines: ['goodbye'] }]);
});

test('a container killed for its memory', async () => {
  const task = await runToTheEnd('memory', { memory: 8, command: ['sh', '-c', 'sleep 1; tail /dev/zero'] });
  assert.equal(task.containers[0].exitCode, 137);
  assert.equal(task.containers[0].reason, 'OutOfMemoryError: Container killed due to memory usage');
  assert.equal(task.stopCode, 'EssentialContainerExited');
});

test('an image that does not exist', async () => {
  const task = await runToTheEnd('no-image', { image: 'gantry/does-not-exist:1' });
  assert.equal(task.stopCode, 'TaskFailedToStart');
  assert.match(task.containers[0].reason, /^CannotPullContainerError: /);
  assert.equal(task.startedAt, undefined);
});

test('a command that does not exist', async () => {
  const task = await runToTheEnd('no-command', { command: ['/no/such/program'] });
  assert.equal(task.stopCode, 'TaskFailedToStart');
  assert.match(task.containers[0].reason, /^CannotStartContainerError: Error response from daemon: .*no such file/);
});

test('a port that somebody else has', async () => {
  const port = await freePort();
  const owner = createServer();
  await new Promise((resolve) => owner.listen(port, '127.0.0.1', resolve));
  try {
    const task = await runToTheEnd('port', { portMappings: [{ containerPort: 8080, hostPort: port }] });
    assert.equal(task.stopCode, 'TaskFailedToStart');
    assert.match(task.containers[0].reason, /^CannotStartContainerError: Error response from daemon: .*address already in use/);
  } finally {
    owner.close();
  }
});

test('a host path that cannot be mounted', async () => {
  const task = await runToTheEnd('mount', { mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] },
    { volumes: [{ name: 'v', host: { sourcePath: '/proc/1/no/such/place' } }] });
  assert.equal(task.stopCode, 'TaskFailedToStart');
  assert.match(task.containers[0].reason, /^Cannot(Create|Start)ContainerError: Error response from daemon: /);
});

test('a non-essential container that exits changes nothing else', async () => {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
    family: 'sidecar',
    containerDefinitions: [
      { name: 'main', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1 },
      { name: 'once', image: 'gantry/hello:latest', memory: 32, essential: false, command: ['sh', '-c', 'exit 7'] },
    ],
  }));
  const { tasks: [{ taskArn }] } = await ecs.send(new RunTaskCommand({ taskDefinition: taskDefinition.taskDefinitionArn }));
  const task = await eventually('the exit code of the second', async () => {
    const seen = await describe(taskArn);
    return seen.containers.find((c) => c.name === 'once').exitCode === 7 && seen;
  });
  assert.equal(task.lastStatus, 'RUNNING');
  assert.equal(task.containers.find((c) => c.name === 'main').lastStatus, 'RUNNING');
});

test('containers start in the order of dependsOn, HEALTHY and SUCCESS included', async () => {
  const image = 'gantry/hello:latest';
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
    family: 'order',
    volumes: [{ name: 'shared' }],
    containerDefinitions: [
      { name: 'main', image, memory: 32, stopTimeout: 1, command: ['sh', '-c', 'cat /s/init > /s/main; sleep 600'],
        mountPoints: [{ sourceVolume: 'shared', containerPath: '/s' }],
        dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }, { containerName: 'db', condition: 'HEALTHY' }] },
      { name: 'init', image, memory: 32, essential: false, command: ['sh', '-c', 'sleep 1; echo done > /s/init'],
        mountPoints: [{ sourceVolume: 'shared', containerPath: '/s' }] },
      { name: 'db', image, memory: 32, command: ['sh', '-c', 'sleep 2; touch /tmp/up; sleep 600'],
        healthCheck: { command: ['CMD', 'test', '-f', '/tmp/up'], interval: 5, timeout: 2, retries: 3 }, stopTimeout: 1 },
    ],
  }));
  const { tasks: [{ taskArn }] } = await ecs.send(new RunTaskCommand({ taskDefinition: taskDefinition.taskDefinitionArn }));
  const task = await eventually('the task runs', async () => {
    const seen = await describe(taskArn);
    assert.notEqual(seen.lastStatus, 'STOPPED', JSON.stringify(seen));
    return seen.lastStatus === 'RUNNING' && seen;
  }, 60_000, 100);
  assert.equal(task.containers.find((c) => c.name === 'init').exitCode, 0);
  assert.equal(task.containers.find((c) => c.name === 'db').healthStatus, 'HEALTHY');
});

test('a service whose containers fail their health check replaces them and says so', async () => {
  await register('sick', {
    healthCheck: { command: ['CMD-SHELL', 'exit 1'], interval: 5, timeout: 2, retries: 1 },
  });
  await ecs.send(new CreateServiceCommand({ serviceName: 'sick', taskDefinition: 'sick', desiredCount: 1 }));
  const stopped = await eventually('a task stopped for its health', async () => {
    const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'sick', desiredStatus: 'STOPPED' }));
    if (taskArns.length === 0) return false;
    const task = await describe(taskArns[0]);
    return task.lastStatus === 'STOPPED' && task;
  }, 60_000, 200);
  assert.equal(stopped.stopCode, 'ServiceSchedulerInitiated');
  assert.match(stopped.stoppedReason, /Task failed container health checks/);
  const { services: [service] } = await ecs.send(new DescribeServicesCommand({ services: ['sick'] }));
  assert.ok(service.events.some((e) => /failed container health checks/.test(e.message)), JSON.stringify(service.events));
  await ecs.send(new DeleteServiceCommand({ service: 'sick', force: true }));
});

test('a service whose containers always exit is retried with a growing pause, and says so', async () => {
  await register('hopeless', { command: ['sh', '-c', 'exit 1'] });
  await ecs.send(new CreateServiceCommand({ serviceName: 'hopeless', taskDefinition: 'hopeless', desiredCount: 1 }));
  await eventually('several attempts', async () => {
    const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'hopeless', desiredStatus: 'STOPPED' }));
    return taskArns.length >= 3;
  }, 60_000, 200);
  await eventually('the event', async () => {
    const { services: [service] } = await ecs.send(new DescribeServicesCommand({ services: ['hopeless'] }));
    return service.events.some((e) => /is unable to consistently start tasks successfully/.test(e.message));
  }, 60_000, 200);
  await ecs.send(new DeleteServiceCommand({ service: 'hopeless', force: true }));
});
