// Storage of tasks on real disks: EFS file systems that two tasks share and that outlive them, EBS volumes that are made
// for a task, have their size, and are gone with it, after a kill -9 of the agent too. Mounting is for root.

import assert from 'node:assert/strict';
import { readdir, readFile, writeFile, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const skip = process.getuid() !== 0 && 'mounting takes root';
const role = 'arn:aws:iam::000000000000:role/ecsInfrastructureRole';

let gantry;

before(async () => {
  if (skip) return;
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--file-system', 'fs-0nas=127.0.0.1:/export'] });
  await gantry.instancesReady();
});

after(async () => {
  if (!gantry) return;
  try {
    if (!gantry.process.running) await gantry.launch();
    const { taskArns } = await gantry.cli('list-tasks');
    for (const task of taskArns) await stop(task);
  } finally {
    await gantry.remove();
  }
});

const describe = (arn) => gantry.task(arn);

const ended = (arn) => eventually('its end', async () => {
  const task = await describe(arn);
  return task.lastStatus === 'STOPPED' && task;
}, 60_000, 200);

async function stop(arn) {
  await gantry.cli('stop-task', '--task', arn);
  return ended(arn);
}

/** Registers a definition of one container that has the volume at /data. */
async function define(family, volume, mount = {}) {
  await gantry.cli('register-task-definition', '--family', family, '--volumes', JSON.stringify([volume]),
    '--container-definitions', JSON.stringify([{ name: 'app', image: 'gantry/hello:latest', memory: 64, stopTimeout: 2,
      command: ['sleep', '3600'], entryPoint: [], mountPoints: [{ sourceVolume: volume.name, containerPath: '/data', ...mount }] }]));
}

async function launch(family, ...flags) {
  const { tasks, failures } = await gantry.cli('run-task', '--task-definition', family, ...flags);
  assert.deepEqual(failures, []);
  return tasks[0];
}

async function running(family, ...flags) {
  const task = await launch(family, ...flags);
  return eventually('a running task', async () => {
    const now = await describe(task.taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  }, 60_000, 200);
}

/** Runs a line of shell in the task's container; its output, or the error's. */
async function shell(task, line) {
  try {
    return await docker('exec', task.containers[0].runtimeId, 'sh', '-c', line);
  } catch (error) {
    return `${error.stdout}${error.stderr}`.trim();
  }
}

const volume = (members) => JSON.stringify([{ name: 'data', managedEBSVolume: { roleArn: role, ...members } }]);
const details = (task) => Object.fromEntries(task.attachments[0].details.map(({ name, value }) => [name, value]));
const mounts = async () => (await readFile('/proc/mounts', 'utf8')).split('\n').filter((line) => line.includes(gantry.dataDir));

test('two tasks share a file system, which outlives them', { skip }, async () => {
  const efs = { name: 'share', efsVolumeConfiguration: { fileSystemId: 'fs-0123' } };
  await define('writer', efs);
  await define('reader', efs, { readOnly: true });
  const [writer, reader] = [await running('writer'), await running('reader')];
  await shell(writer, 'echo shared > /data/file; mkdir /data/inner');
  assert.equal(await shell(reader, 'cat /data/file'), 'shared');
  assert.match(await shell(reader, 'echo x > /data/file'), /Read-only file system/);
  await stop(writer.taskArn);
  await stop(reader.taskArn);
  const again = await running('reader');
  assert.equal(await shell(again, 'cat /data/file'), 'shared');
  await stop(again.taskArn);
});

test('a root directory is a directory of the file system, and no way out of it', { skip }, async () => {
  const share = path.join(gantry.dataDir, 'file-systems', 'fs-0456');
  await mkdir(path.join(share, 'a/b'), { recursive: true });
  await writeFile(path.join(share, 'a/b/file'), 'inner');
  await symlink('/etc', path.join(share, 'away'));
  const efs = (rootDirectory) => ({ name: 'share', efsVolumeConfiguration: { fileSystemId: 'fs-0456', rootDirectory } });
  await define('inner', efs('/a/b'));
  const task = await running('inner');
  assert.equal(await shell(task, 'cat /data/file'), 'inner');
  assert.equal((await mounts()).length, 1);
  await stop(task.taskArn);
  assert.deepEqual(await mounts(), []);
  for (const [root, why] of [['/away', /leads out of the file system/], ['/none', /No such file or directory/]]) {
    await define('outside', efs(root));
    const stopped = await ended((await launch('outside')).taskArn);
    assert.equal(stopped.stopCode, 'TaskFailedToStart');
    assert.match(stopped.stoppedReason, /^ResourceInitializationError: failed to invoke EFS utils commands/);
    assert.match(stopped.stoppedReason, why);
  }
});

test('an export that cannot be mounted is the reason of the end', { skip }, async () => {
  await define('nas', { name: 'share', efsVolumeConfiguration: { fileSystemId: 'fs-0nas' } });
  const stopped = await ended((await launch('nas')).taskArn);
  assert.match(stopped.stoppedReason, /^ResourceInitializationError: failed to invoke EFS utils commands .*failed to mount local volume/);
});

test('a volume is made for a task, has its size, and goes with it', { skip }, async () => {
  await define('disk', { name: 'data', configuredAtLaunch: true });
  const launched = await launch('disk', '--volume-configurations', volume({ sizeInGiB: 1, filesystemType: 'ext4' }));
  assert.equal(launched.lastStatus, 'PROVISIONING');
  assert.equal(launched.attachments[0].type, 'AmazonElasticBlockStorage');
  assert.equal(launched.attachments[0].status, 'PRECREATED');
  const task = await eventually('a running task', async () => {
    const now = await describe(launched.taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  }, 60_000, 200);
  assert.equal(task.attachments[0].status, 'ATTACHED');
  assert.equal(details(task).volumeName, 'data');
  assert.match(details(task).volumeId, /^vol-[0-9a-f]{17}$/);
  const megabytes = Number(await shell(task, "df -m /data | tail -1 | awk '{print $2}'"));
  assert.ok(megabytes > 900 && megabytes <= 1024, `${megabytes} MB`);
  assert.match(await shell(task, 'dd if=/dev/zero of=/data/file bs=1M count=1100 2>&1'), /No space left on device/);
  const stopped = await stop(task.taskArn);
  assert.equal(stopped.attachments[0].status, 'DELETED');
  assert.deepEqual(await mounts(), []);
});

test('a volume outlives a kill of the agent, and its task where that was asked for', { skip }, async () => {
  const task = await running('disk', '--volume-configurations',
    volume({ sizeInGiB: 1, terminationPolicy: { deleteOnTermination: false } }));
  await shell(task, 'echo kept > /data/file; sync');
  await gantry.kill();
  await gantry.launch();
  await gantry.instancesReady();
  assert.equal(await shell(task, 'cat /data/file'), 'kept');
  const stopped = await stop(task.taskArn);
  assert.equal(stopped.attachments[0].status, 'DETACHED');
  assert.deepEqual(await mounts(), []);
  const kept = await readdir(path.join(gantry.dataDir, 'agent-1/storage/kept'));
  assert.deepEqual(kept, [`${details(stopped).volumeId}.img`]);
});

test('a service makes a volume for each of its tasks', { skip }, async () => {
  await gantry.cli('create-service', '--service-name', 'disks', '--task-definition', 'disk', '--desired-count', '2',
    '--volume-configurations', volume({ sizeInGiB: 1, filesystemType: 'ext4' }));
  await eventually('two running tasks', async () => (await gantry.service('disks')).runningCount === 2, 60_000, 200);
  assert.equal((await mounts()).length, 2);
  await gantry.cli('update-service', '--service', 'disks', '--desired-count', '0');
  await eventually('no mounts', async () => (await mounts()).length === 0, 60_000, 200);
  await gantry.cli('delete-service', '--service', 'disks');
});

test('a volume that EC2 would not make is refused', { skip }, async () => {
  await assert.rejects(launch('disk', '--volume-configurations', volume({ snapshotId: 'snap-1' })),
    /InvalidSnapshot.NotFound.*The snapshot 'snap-1' does not exist/s);
});
