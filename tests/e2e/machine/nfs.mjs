// EFS file systems that are a real NFS server's exports, mounted by the kernel for Docker's volumes.

import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { container, define, ended, launch, running, shell, stop } from './world.mjs';

const exported = '/srv/nfs/share'; // of this machine's server, which calls it /share

const defineWith = (family, fileSystem, mount = {}) => define(family,
  [container('app', 'sleep 3600', { memory: 64, mountPoints: [{ sourceVolume: 'share', containerPath: '/data', ...mount }] })],
  { volumes: [{ name: 'share', efsVolumeConfiguration: fileSystem }] });

test('two tasks share an export, whose files are on the server', async () => {
  await defineWith('writer', { fileSystemId: 'fs-0nas' });
  await defineWith('reader', { fileSystemId: 'fs-0nas' }, { readOnly: true });
  const [writer, reader] = await Promise.all([running('writer'), running('reader')]);
  await shell(writer, 'echo from a task > /data/file');
  assert.equal(await readFile(`${exported}/file`, 'utf8'), 'from a task\n');
  assert.equal(await shell(reader, 'cat /data/file'), 'from a task');
  assert.match(await shell(reader, 'echo x > /data/file'), /Read-only file system/);
  // The sizes are what the server grants of those that were asked for.
  assert.match(await shell(writer, 'grep " /data " /proc/mounts'),
    /^:\/share \/data nfs4 \S*vers=4\.1,rsize=\d+,wsize=\d+,\S*,hard,noresvport,\S*timeo=600,retrans=2,/);
  await stop(writer, reader);
  assert.doesNotMatch(await readFile('/proc/mounts', 'utf8'), / nfs4? \w*,/);
});

test('a root directory and an access point are directories of the export', async () => {
  await mkdir(`${exported}/a/b`, { recursive: true });
  await writeFile(`${exported}/a/b/file`, 'inner');
  await mkdir(`${exported}/team`);
  await chown(`${exported}/team`, 65534, 65534);
  await chmod(`${exported}/team`, 0o700);
  await defineWith('inner', { fileSystemId: 'fs-0nas', rootDirectory: '/a/b' });
  await defineWith('team', { fileSystemId: 'fs-0nas', authorizationConfig: { accessPointId: 'fsap-0team' } });
  const [inner, team] = await Promise.all([running('inner'), running('team')]);
  assert.equal(await shell(inner, 'cat /data/file'), 'inner');
  assert.equal(await shell(team, 'echo ours > /data/file; stat -c %u:%a /data'), '65534:700');
  assert.equal(await readFile(`${exported}/team/file`, 'utf8'), 'ours\n');
  await stop(inner, team);
});

test('what the server does not have is the reason of the end', async () => {
  await defineWith('none', { fileSystemId: 'fs-0none' });
  await defineWith('missing', { fileSystemId: 'fs-0nas', rootDirectory: '/missing' });
  for (const task of await Promise.all([launch('none'), launch('missing')])) {
    const { stopCode, stoppedReason } = await ended(task);
    assert.equal(stopCode, 'TaskFailedToStart');
    assert.match(stoppedReason,
      /^ResourceInitializationError: failed to invoke EFS utils commands .*no such file or directory/);
  }
});
