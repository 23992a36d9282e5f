// The ephemeral storage of FARGATE tasks on real disks: a writer to a volume meets its end, and a task whose containers
// write too much elsewhere is stopped. (Alone: it fills a disk of the task's own.)

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, containersOf, docker, eventually, removeContainers, removeVolumes } from './harness.mjs';

const skip = process.getuid() !== 0 && 'mounting takes root';

let gantry;
let machine;

before(async () => {
  if (skip) return;
  await buildHelloImage();
  gantry = await Gantry.start();
  await gantry.instancesReady();
});

after(async () => {
  if (!gantry) return;
  await gantry.stop();
  if (machine) {
    await removeContainers(await containersOf([machine], '-a'));
    await removeVolumes([machine]);
  }
  await gantry.remove();
});

/** A task of 21 GiB that runs, and how a line of shell is run in it. */
async function running() {
  const { Subnets: [{ SubnetId }] } = await gantry.aws('ec2', 'describe-subnets');
  const network = `awsvpcConfiguration={subnets=[${SubnetId}]}`;
  await gantry.cli('register-task-definition', '--family', 'scratch', '--network-mode', 'awsvpc', '--cpu', '256', '--memory',
    '512', '--requires-compatibilities', 'FARGATE', '--volumes', '[{"name":"scratch"}]', '--container-definitions',
    JSON.stringify([{ name: 'app', image: 'gantry/hello:latest', entryPoint: [], command: ['sleep', '3600'], stopTimeout: 2,
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }] }]));
  const { tasks: [{ taskArn }] } = await gantry.cli('run-task', '--task-definition', 'scratch', '--launch-type', 'FARGATE',
    '--network-configuration', network, '--overrides', '{"ephemeralStorage":{"sizeInGiB":21}}');
  const task = await eventually('a running task', async () => {
    const now = await gantry.task(taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  }, 60_000, 200);
  assert.equal(task.ephemeralStorage.sizeInGiB, 21);
  const label = await docker('ps', '--filter', `label=com.amazonaws.ecs.task-arn=${taskArn}`, '--format',
    '{{.Label "dev.gantry.instance"}}');
  machine = label.split('\n')[0].split('/').at(-1);
  return { taskArn, shell: (line) => docker('exec', task.containers[0].runtimeId, 'sh', '-c', line) };
}

const ended = (taskArn) => eventually('its end', async () => {
  const task = await gantry.task(taskArn);
  return task.lastStatus === 'STOPPED' && task;
}, 90_000, 200);

test('a writer meets the end of the ephemeral storage', { skip }, async () => {
  const { taskArn, shell } = await running();
  const gib = Number(await shell("df -m /scratch | tail -1 | awk '{print $2}'")) / 1024;
  assert.ok(gib > 19 && gib <= 21, `${gib} GiB`);
  assert.match(await shell('fallocate -l 22G /scratch/file 2>&1 || true'), /No space left on device/);
  await gantry.cli('stop-task', '--task', taskArn);
  await ended(taskArn);
  assert.ok(!(await readFile('/proc/mounts', 'utf8')).includes(`${gantry.dataDir}/agent-fargate/storage`));
});

test('a task whose containers write more than that elsewhere is stopped', { skip }, async () => {
  const { taskArn, shell } = await running();
  // Docker tells lengths, so a hole is enough: the machine need not have that much room.
  await shell('truncate -s 22G /large');
  const task = await ended(taskArn);
  assert.match(task.containers[0].reason, /^EphemeralStorageExceeded: .* have written 22.0 GiB .* is 21 GiB/);
});
