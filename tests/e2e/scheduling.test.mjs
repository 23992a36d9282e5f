// Where tasks go and when they leave, on three container instances of one machine: strategies,
// constraints, DAEMON, draining, protection, restart policies, deregistration; each seen in Docker.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateServiceCommand, DeleteServiceCommand, DeregisterContainerInstanceCommand, DescribeServicesCommand,
  DescribeTasksCommand, ListTasksCommand, PutAttributesCommand, RegisterTaskDefinitionCommand, RunTaskCommand,
  UpdateContainerInstancesStateCommand, UpdateServiceCommand, UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, containersOf, docker, eventually } from './harness.mjs';

let gantry;
let ecs;
let instances; // their ARNs
let restarting; // the task with a restart policy, which takes its minute beside the other tests
const id = (arn) => arn.split('/').at(-1);

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ instances: 3, args: ['--quick'] });
  instances = (await gantry.instancesReady(3)).map((instance) => instance.containerInstanceArn).sort();
  ecs = gantry.sdk();
  await register('sleeper', {});
  await register('restarting', {
    command: ['sh', '-c', 'sleep 62; exit 3'],
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
  });
  const { tasks } = await ecs.send(new RunTaskCommand({ taskDefinition: 'restarting' }));
  [restarting] = tasks;
});
after(async () => { await gantry?.remove(); });

async function register(family, container) {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    networkMode: 'none',
    containerDefinitions: [{
      name: 'main', image: 'gantry/hello:latest', memory: 8, stopTimeout: 2,
      command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'], ...container,
    }],
  }));
}

async function create(serviceName, more) {
  await ecs.send(new CreateServiceCommand({ serviceName, taskDefinition: 'sleeper', ...more }));
}

async function remove(service) {
  await ecs.send(new DeleteServiceCommand({ service, force: true }));
  await eventually(`${service} gone`, async () => (await placed(service)).length === 0);
}

/** The running tasks of a service that Docker runs too. */
async function placed(serviceName) {
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName }));
  if (taskArns.length === 0) return [];
  const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
  const real = new Set((await containersOf(gantry.instances)).filter((c) => c.state === 'running').map((c) => c.task));
  return tasks.filter((task) => task.lastStatus === 'RUNNING' && real.has(task.taskArn));
}

async function placedAll(serviceName, count) {
  return eventually(`${count} tasks of ${serviceName}`, async () => {
    const tasks = await placed(serviceName);
    if (tasks.length !== count) throw new Error(`${tasks.length} run; ${(await newestEvent(serviceName))}`);
    return tasks;
  });
}

async function service(name) {
  const { services: [found] } = await ecs.send(new DescribeServicesCommand({ services: [name] }));
  return found;
}

const newestEvent = async (name) => (await service(name)).events[0]?.message;
const at = (tasks) => tasks.map((task) => task.containerInstanceArn).sort();
const setStatus = (instance, status) => ecs.send(
  new UpdateContainerInstancesStateCommand({ containerInstances: [instance], status }));

test('spread puts one on each, binpack all on one', async () => {
  await create('spread', { desiredCount: 3, placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
  assert.deepEqual(at(await placedAll('spread', 3)), instances);
  await create('packed', { desiredCount: 3, placementStrategy: [{ type: 'binpack', field: 'memory' }] });
  assert.equal(new Set(at(await placedAll('packed', 3))).size, 1);
  await remove('spread');
  await remove('packed');
});

test('constraints: memberOf an attribute, distinctInstance, and what is said where nothing fits', async () => {
  await ecs.send(new PutAttributesCommand({
    attributes: [{ name: 'rack', value: 'b2', targetType: 'container-instance', targetId: instances[1] }],
  }));
  await create('racked', {
    desiredCount: 2, placementConstraints: [{ type: 'memberOf', expression: 'attribute:rack == b2' }],
  });
  assert.deepEqual(at(await placedAll('racked', 2)), [instances[1], instances[1]]);
  await create('distinct', { desiredCount: 4, placementConstraints: [{ type: 'distinctInstance' }] });
  assert.deepEqual(at(await placedAll('distinct', 3)), instances);
  await eventually('the reason', async () => /unable to place a task because no container instance met all of its requirements/
    .test((await service('distinct')).events.map((e) => e.message).join('\n')));
  assert.equal((await placed('distinct')).length, 3);
  await remove('racked');
  await remove('distinct');
});

test('DAEMON: one on each instance, and it follows its constraint', async () => {
  await create('daemon', { schedulingStrategy: 'DAEMON' });
  assert.deepEqual(at(await placedAll('daemon', 3)), instances);
  const old = new Set((await placed('daemon')).map((task) => task.taskArn));
  await register('sleeper', { environment: [{ name: 'N', value: '2' }] });
  await ecs.send(new UpdateServiceCommand({ service: 'daemon', taskDefinition: 'sleeper' }));
  await eventually('the second revision on each', async () => {
    const now = await placed('daemon');
    const { deployments } = await service('daemon');
    return now.length === 3 && now.every((task) => !old.has(task.taskArn)) &&
      deployments.length === 1 && deployments[0].rolloutState === 'COMPLETED';
  });
  assert.deepEqual(at(await placed('daemon')), instances);
  await remove('daemon');
});

test('DRAINING moves a service elsewhere, never below its floor, and ACTIVE takes part again', async () => {
  await create('moving', { desiredCount: 3, placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
  await placedAll('moving', 3);
  await setStatus(instances[0], 'DRAINING');
  let fewest = 3;
  await eventually('nothing left on the draining instance', async () => {
    const running = await placed('moving');
    fewest = Math.min(fewest, running.length);
    return running.length === 3 && !at(running).includes(instances[0]);
  });
  assert.equal(fewest, 3);
  await setStatus(instances[0], 'ACTIVE');
  await ecs.send(new UpdateServiceCommand({ service: 'moving', desiredCount: 4 }));
  assert.ok(at(await placedAll('moving', 4)).includes(instances[0]));
  await remove('moving');
});

test('a protected task outlives a scale-in, and goes once it is not protected', async () => {
  await create('guarded', { desiredCount: 3 });
  const [guarded] = await placedAll('guarded', 3);
  const protect = (protectionEnabled) => ecs.send(new UpdateTaskProtectionCommand({
    cluster: 'default', tasks: [guarded.taskArn], protectionEnabled,
  }));
  const { protectedTasks: [answer] } = await protect(true);
  assert.equal(answer.protectionEnabled, true);
  await ecs.send(new UpdateServiceCommand({ service: 'guarded', desiredCount: 0 }));
  await eventually('the others gone', async () => (await placed('guarded')).length === 1);
  assert.equal((await placedAll('guarded', 1))[0].taskArn, guarded.taskArn);
  await protect(false);
  await placedAll('guarded', 0);
  await remove('guarded');
});

test('an instance that is deregistered: refused while tasks run, with force they go elsewhere', async () => {
  await create('home', { desiredCount: 3, placementStrategy: [{ type: 'spread', field: 'instanceId' }] });
  const before = await placedAll('home', 3);
  const gone = instances.find((instance) => instance !== restarting.containerInstanceArn);
  const deregister = (force) => ecs.send(new DeregisterContainerInstanceCommand({ containerInstance: gone, force }));
  await assert.rejects(deregister(false), {
    name: 'InvalidParameterException', message: 'Found running tasks on the instance.',
  });
  const { containerInstance } = await deregister(true);
  assert.equal(containerInstance.status, 'INACTIVE');
  const now = await eventually('three tasks on the others', async () => {
    const running = await placed('home');
    return running.length === 3 && !at(running).includes(gone) && running;
  });
  const lost = before.find((task) => task.containerInstanceArn === gone);
  assert.ok(!now.some((task) => task.taskArn === lost.taskArn));
  const { tasks: [ended] } = await ecs.send(new DescribeTasksCommand({ tasks: [lost.taskArn] }));
  assert.equal(ended.desiredStatus, 'STOPPED');
  await remove('home');
  const left = (await containersOf([id(gone)])).filter((c) => c.state === 'running');
  if (left.length > 0) await docker('rm', '-f', ...left.map((c) => c.id)); // nobody manages them now
});

test('a restart policy: the container starts again, the task is the same', { timeout: 120_000 }, async () => {
  const task = await eventually('a restart', async () => {
    const { tasks: [seen] } = await ecs.send(new DescribeTasksCommand({ tasks: [restarting.taskArn] }));
    assert.equal(seen.desiredStatus, 'RUNNING', JSON.stringify(seen));
    const container = (await containersOf(gantry.instances)).find((c) => c.task === restarting.taskArn && c.state === 'running');
    if (container === undefined) return false;
    const [starts, state] = [await docker('inspect', '-f', '{{.State.StartedAt}}', container.id), container.state];
    return Date.parse(starts) - seen.startedAt.getTime() > 60_000 && state === 'running' && seen;
  }, 100_000, 500);
  assert.equal(task.lastStatus, 'RUNNING');
  assert.equal(task.containers[0].lastStatus, 'RUNNING');
});
