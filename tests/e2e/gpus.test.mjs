// GPUs on a machine without any: what asks for one is not placed; and pretended ones (`--pretend-gpus`), which
// are given to one task at a time, by name, or with `--gpu-sharing` to several.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  DescribeContainerInstancesCommand, DescribeTasksCommand, RegisterTaskDefinitionCommand, RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

let plain;
let pretending;
let sharing;

before(async () => {
  await buildHelloImage();
  [plain, pretending, sharing] = await Promise.all([
    Gantry.start({ args: ['--quick', '--gpus', '0'] }),
    Gantry.start({ args: ['--quick', '--pretend-gpus', '2'] }),
    Gantry.start({ args: ['--quick', '--pretend-gpus', '1', '--gpu-sharing', '2'] }),
  ]);
  for (const gantry of [plain, pretending, sharing]) {
    await gantry.instancesReady();
    await gantry.sdk().send(new RegisterTaskDefinitionCommand({
      family: 'learner',
      networkMode: 'none',
      containerDefinitions: [{
        name: 'main', image: 'gantry/hello:latest', memory: 8, stopTimeout: 2,
        command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'],
        resourceRequirements: [{ type: 'GPU', value: '1' }],
      }],
    }));
  }
});
after(async () => { await Promise.all([plain, pretending, sharing].map((gantry) => gantry?.remove())); });

const run = (gantry, count = 1) => gantry.sdk().send(new RunTaskCommand({ taskDefinition: 'learner', count }));

async function running(gantry, arns) {
  return eventually('the tasks run', async () => {
    const { tasks } = await gantry.sdk().send(new DescribeTasksCommand({ tasks: arns }));
    return tasks.every((task) => task.lastStatus === 'RUNNING') && tasks;
  });
}

/** What the process in a task's container is told of its GPUs. */
async function told(gantry, arn) {
  const container = (await gantry.containers()).find((one) => one.task === arn);
  const env = JSON.parse(await docker('inspect', '--format', '{{json .Config.Env}}', container.id));
  return env.find((line) => line.startsWith('NVIDIA_VISIBLE_DEVICES='))?.split('=')[1];
}

async function free(gantry) {
  const { containerInstances: [instance] } = await gantry.sdk().send(
    new DescribeContainerInstancesCommand({ containerInstances: gantry.instances }));
  return instance.remainingResources.find((resource) => resource.name === 'GPU')?.stringSetValue;
}

test('without a GPU the task is not placed, and the reason says so', async () => {
  const { tasks, failures } = await run(plain);
  assert.equal(tasks.length, 0);
  assert.deepEqual(failures.map((failure) => failure.reason), ['RESOURCE:GPU']);
  assert.equal(await free(plain), undefined);
});

test('each task has a GPU of its own, over a crash too, and gives it back', async () => {
  const { tasks, failures } = await run(pretending, 3);
  assert.equal(tasks.length, 2);
  assert.deepEqual(failures.map((failure) => failure.reason), ['RESOURCE:GPU']);
  const arns = tasks.map((task) => task.taskArn);
  const ids = (await running(pretending, arns)).map((task) => task.containers[0].gpuIds);
  assert.deepEqual(ids.flat().sort(), ['GPU-pretended-0', 'GPU-pretended-1']);
  for (const task of tasks) {
    assert.equal(await told(pretending, task.taskArn), task.containers[0].gpuIds[0]);
  }
  assert.deepEqual(await free(pretending), []);

  await pretending.kill();
  await pretending.launch();
  await pretending.instancesReady();
  assert.equal((await run(pretending)).failures[0].reason, 'RESOURCE:GPU');

  await pretending.sdk().send(new StopTaskCommand({ task: arns[0] }));
  const again = await eventually('the GPU is free', async () => (await run(pretending)).tasks[0], 20_000, 500);
  await running(pretending, [again.taskArn]);
  assert.deepEqual(again.containers[0].gpuIds, tasks[0].containers[0].gpuIds);
});

test('two tasks share a GPU, and containers of one of them', async () => {
  const main = {
    image: 'gantry/hello:latest', memory: 8, stopTimeout: 2,
    command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'],
  };
  await sharing.sdk().send(new RegisterTaskDefinitionCommand({
    family: 'learner',
    networkMode: 'none',
    containerDefinitions: [
      { ...main, name: 'main', resourceRequirements: [{ type: 'GPU', value: '1' }] },
      { ...main, name: 'side', dockerLabels: { 'gantry.gpus-of': 'main' } },
    ],
  }));
  const { tasks, failures } = await run(sharing, 3);
  assert.deepEqual(failures.map((failure) => failure.reason), ['RESOURCE:GPU']);
  for (const task of await running(sharing, tasks.map((each) => each.taskArn))) {
    assert.deepEqual(task.containers.map((container) => container.gpuIds), [['GPU-pretended-0'], ['GPU-pretended-0']]);
    assert.equal(await told(sharing, task.taskArn), 'GPU-pretended-0');
  }
  assert.deepEqual(await free(sharing), []);
  await sharing.sdk().send(new StopTaskCommand({ task: tasks[0].taskArn }));
  await eventually('one share is free', async () => (await free(sharing)).length === 1);
});
