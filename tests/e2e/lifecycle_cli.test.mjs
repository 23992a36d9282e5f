// The life of a service through the stock AWS CLI, its waiters included.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, eventually, repository } from './harness.mjs';

let gantry;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--quick'] });
  await gantry.instancesReady(1);
});
after(async () => { await gantry?.remove(); });

const runningContainers = async () => (await gantry.containers()).filter((c) => c.state === 'running');

test('the README session', async () => {
  const { clusterArns } = await gantry.cli('list-clusters');
  assert.deepEqual(clusterArns, ['arn:aws:ecs:us-east-1:000000000000:cluster/default']);

  const { taskDefinition } = await gantry.cli('register-task-definition', '--cli-input-json',
    `file://${repository}/examples/hello/task-definition.json`);
  assert.equal(taskDefinition.taskDefinitionArn, 'arn:aws:ecs:us-east-1:000000000000:task-definition/hello:1');

  const { service } = await gantry.cli('create-service', '--service-name', 'web', '--task-definition', 'hello',
    '--desired-count', '2');
  assert.equal(service.status, 'ACTIVE');
  await gantry.cli('wait', 'services-stable', '--services', 'web');
  assert.equal((await runningContainers()).length, 2);

  const { taskArns } = await gantry.cli('list-tasks', '--service-name', 'web');
  assert.equal(taskArns.length, 2);
  await gantry.cli('wait', 'tasks-running', '--tasks', ...taskArns);
  const { tasks } = await gantry.cli('describe-tasks', '--tasks', ...taskArns);
  for (const task of tasks) assert.equal(task.group, 'service:web');
});

test('a new revision, waited for', async () => {
  const before = (await runningContainers()).map((c) => c.id);
  await gantry.cli('register-task-definition', '--cli-input-json',
    `file://${repository}/examples/hello/task-definition.json`);
  await gantry.cli('update-service', '--service', 'web', '--task-definition', 'hello:2');
  await gantry.cli('wait', 'services-stable', '--services', 'web');
  const now = (await runningContainers()).map((c) => c.id);
  assert.equal(now.length, 2);
  assert.equal(now.filter((id) => before.includes(id)).length, 0);
  const { services: [service] } = await gantry.cli('describe-services', '--services', 'web');
  assert.equal(service.taskDefinition, 'arn:aws:ecs:us-east-1:000000000000:task-definition/hello:2');
});

test('down to none, deleted, gone', async () => {
  const { taskArns } = await gantry.cli('list-tasks', '--service-name', 'web');
  await gantry.cli('update-service', '--service', 'web', '--desired-count', '0');
  await gantry.cli('wait', 'tasks-stopped', '--tasks', ...taskArns);
  await eventually('no container runs', async () => (await runningContainers()).length === 0);
  const { service } = await gantry.cli('delete-service', '--service', 'web');
  assert.equal(service.status, 'DRAINING');
  await gantry.cli('wait', 'services-inactive', '--services', 'web');
});

test('every other account starts empty', async () => {
  const other = gantry.sdk('111111111111');
  const { ListClustersCommand } = await import('@aws-sdk/client-ecs');
  const { clusterArns } = await other.send(new ListClustersCommand({}));
  assert.deepEqual(clusterArns, []);
});

test('operations that do not exist yet say so', async () => {
  // One that every CLI knows, however old.
  const taskSets = ['describe-task-sets', '--cluster', 'default', '--service', 'hello'];
  await assert.rejects(gantry.cli(...taskSets), /does not implement/);
});
