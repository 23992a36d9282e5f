// Volumes of tasks as EC2 shows them, and snapshots of them on real disks: made while a task writes, restored by another, there
// after a kill -9 of everything. Mounting is for root.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const skip = process.getuid() !== 0 && 'mounting takes root';
const role = 'arn:aws:iam::000000000000:role/ecsInfrastructureRole';

let gantry;

before(async () => {
  if (skip) return;
  await buildHelloImage();
  gantry = await Gantry.start();
  await gantry.instancesReady();
  await gantry.cli('register-task-definition', '--family', 'disk', '--tags', 'key=team,value=blue',
    '--volumes', JSON.stringify([{ name: 'data', configuredAtLaunch: true }]),
    '--container-definitions', JSON.stringify([{ name: 'app', image: 'gantry/hello:latest', memory: 64, stopTimeout: 2,
      command: ['sleep', '3600'], entryPoint: [], mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }]));
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

const ec2 = (...args) => gantry.aws('ec2', ...args);
const snapshotsIn = async () => (await readdir(path.join(gantry.dataDir, 'snapshots'))).filter((name) => name !== 'store');
const volumeOf = (task) => task.attachments[0].details.find(({ name }) => name === 'volumeId').value;

async function describe(arn) {
  const { tasks: [task] } = await gantry.cli('describe-tasks', '--tasks', arn);
  return task;
}

async function stop(arn) {
  await gantry.cli('stop-task', '--task', arn);
  return eventually('its end', async () => {
    const task = await describe(arn);
    return task.lastStatus === 'STOPPED' && task;
  }, 60_000, 200);
}

const launch = (members) => gantry.cli('run-task', '--task-definition', 'disk', '--volume-configurations',
  JSON.stringify([{ name: 'data', managedEBSVolume: { roleArn: role, ...members } }]));

async function running(members) {
  const { tasks: [task], failures } = await launch(members);
  assert.deepEqual(failures, []);
  return eventually('a running task', async () => {
    const now = await describe(task.taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  }, 60_000, 200);
}

const shell = (task, line) => docker('exec', task.containers[0].runtimeId, 'sh', '-c', line);

const completed = (id) => eventually('a completed snapshot', async () => {
  const { Snapshots: [snapshot] } = await ec2('describe-snapshots', '--snapshot-ids', id);
  assert.notEqual(snapshot.State, 'error', snapshot.StateMessage);
  return snapshot.State === 'completed' && snapshot;
}, 60_000, 200);

for (const kind of ['ext4', 'xfs']) {
  test(`a snapshot of ${kind} is what another task begins with`, { skip }, async () => {
    const writer = await running({ sizeInGiB: 1, filesystemType: kind,
      tagSpecifications: [{ resourceType: 'volume', tags: [{ key: 'mine', value: 'yes' }], propagateTags: 'TASK_DEFINITION' }] });
    await shell(writer, 'echo then > /data/file');
    const id = volumeOf(writer);
    const { Volumes: [volume] } = await ec2('describe-volumes', '--filters', `Name=volume-id,Values=${id}`, 'Name=status,Values=in-use');
    assert.equal(volume.Size, 1);
    assert.equal(volume.VolumeType, 'gp3');
    assert.equal(volume.Attachments[0].State, 'attached');
    assert.match(volume.Attachments[0].InstanceId, /^i-/);
    const tags = Object.fromEntries(volume.Tags.map(({ Key, Value }) => [Key, Value]));
    assert.deepEqual(tags, { mine: 'yes', team: 'blue', AmazonECSCreated: writer.taskArn, AmazonECSManaged: 'true' });

    const { SnapshotId, State } = await ec2('create-snapshot', '--volume-id', id, '--description', 'before');
    assert.equal(State, 'pending');
    const snapshot = await completed(SnapshotId);
    assert.equal(snapshot.Progress, '100%');
    assert.equal(snapshot.VolumeSize, 1);
    await shell(writer, 'echo now > /data/file');

    const reader = await running({ snapshotId: SnapshotId, sizeInGiB: 2, filesystemType: kind });
    assert.equal(await shell(reader, 'cat /data/file'), 'then');
    assert.equal(await shell(writer, 'cat /data/file'), 'now');
    const megabytes = Number(await shell(reader, "df -m /data | tail -1 | awk '{print $2}'"));
    assert.ok(megabytes > 1800 && megabytes <= 2048, `${megabytes} MB`);
    const { Volumes: [restored] } = await ec2('describe-volumes', '--filters', `Name=snapshot-id,Values=${SnapshotId}`);
    assert.equal(restored.VolumeId, volumeOf(reader));

    await stop(writer.taskArn);
    await stop(reader.taskArn);
    assert.deepEqual((await ec2('describe-volumes')).Volumes, []);
    await ec2('delete-snapshot', '--snapshot-id', SnapshotId);
    assert.deepEqual((await ec2('describe-snapshots', '--owner-ids', 'self')).Snapshots, []);
    await eventually('its file to go', async () => (await snapshotsIn()).length === 0, 20_000, 200);
    await assert.rejects(launch({ snapshotId: SnapshotId }), /InvalidSnapshot.NotFound.*does not exist/s);
  });
}

test('a snapshot outlives its volume and a kill of everything', { skip }, async () => {
  const writer = await running({ sizeInGiB: 1, filesystemType: 'ext4' });
  await shell(writer, 'echo kept > /data/file');
  const { SnapshotId } = await ec2('create-snapshot', '--volume-id', volumeOf(writer));
  await gantry.kill();  // made or not: it is made when the agent is back
  await gantry.launch();
  await gantry.instancesReady();
  await completed(SnapshotId);
  await shell(writer, 'echo on > /data/file');  // nothing was left frozen
  await stop(writer.taskArn);
  const reader = await running({ snapshotId: SnapshotId, filesystemType: 'ext4' });
  assert.equal(await shell(reader, 'cat /data/file'), 'kept');
  await stop(reader.taskArn);
  const { failures, tasks } = await launch({ snapshotId: SnapshotId, filesystemType: 'xfs' });
  assert.deepEqual(failures, []);
  const ended = await eventually('its end', async () => {
    const task = await describe(tasks[0].taskArn);
    return task.lastStatus === 'STOPPED' && task;
  }, 60_000, 200);
  assert.match(ended.stoppedReason, /^ResourceInitializationError: .*the file system of snapshot .* is not xfs/);
});

test('a volume that outlives its task is there until it is deleted', { skip }, async () => {
  const task = await running({ sizeInGiB: 1, filesystemType: 'ext4', terminationPolicy: { deleteOnTermination: false } });
  const id = volumeOf(task);
  await assert.rejects(ec2('delete-volume', '--volume-id', id), /VolumeInUse/);
  await stop(task.taskArn);
  const { Volumes: [kept] } = await ec2('describe-volumes', '--volume-ids', id);
  assert.equal(kept.State, 'available');
  const { SnapshotId } = await ec2('create-snapshot', '--volume-id', id);
  await completed(SnapshotId);
  await ec2('delete-volume', '--volume-id', id);
  await eventually('its end', async () => (await ec2('describe-volumes')).Volumes.length === 0, 20_000, 200);
  assert.deepEqual(await readdir(path.join(gantry.dataDir, 'agent-1/storage/kept')), []);
  await assert.rejects(ec2('create-volume', '--availability-zone', 'us-east-1a', '--size', '1'), /UnsupportedOperation/);
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').filter((line) => line.includes(gantry.dataDir));
  assert.deepEqual(mounts, []);
});
