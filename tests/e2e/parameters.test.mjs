// Parameters of a task definition, looked at from inside of real containers: what each says is what is there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

let gantry;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--task-endpoint', 'off', '--task-networking', 'off'] });
  await gantry.instancesReady();
});
after(async () => { await gantry?.remove(); });

/** Runs containers to their end. @return what each wrote */
async function outputs(family, containers, ...flags) {
  await gantry.cli('register-task-definition', '--family', family, ...flags, '--container-definitions', JSON.stringify(
    containers.map((container) => ({ image: 'gantry/hello:latest', memory: 32, stopTimeout: 1, ...container }))));
  const { tasks: [{ taskArn }], failures } = await gantry.cli('run-task', '--task-definition', family);
  assert.deepEqual(failures, []);
  const task = await eventually(`${family} ends`, async () => {
    const now = await gantry.task(taskArn);
    return now.lastStatus === 'STOPPED' && now;
  });
  const told = {};
  for (const { name, runtimeId, reason } of task.containers) {
    assert.ok(runtimeId, `${name}: ${reason}`);
    told[name] = await docker('logs', runtimeId);
  }
  return told;
}

/** "name=value" of each line. */
const read = (text) => Object.fromEntries(text.split('\n').filter((line) => line.includes('='))
  .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

test('limits, mounts and names of a container are what its definition says', async () => {
  const { all } = await outputs('all', [{
    name: 'all',
    user: '1000:1001',
    workingDirectory: '/tmp',
    hostname: 'named',
    readonlyRootFilesystem: true,
    dnsServers: ['192.0.2.53'],
    dnsSearchDomains: ['corp.example'],
    extraHosts: [{ hostname: 'database', ipAddress: '192.0.2.7' }],
    environment: [{ name: 'GREETING', value: 'a = "b" $HOME' }],
    ulimits: [{ name: 'nofile', softLimit: 2048, hardLimit: 4096 }],
    systemControls: [{ namespace: 'net.core.somaxconn', value: '517' }],
    linuxParameters: {
      initProcessEnabled: true,
      sharedMemorySize: 16,
      tmpfs: [{ containerPath: '/scratch', size: 8, mountOptions: ['noexec'] }],
      devices: [{ hostPath: '/dev/null', containerPath: '/dev/nothing' }],
    },
    command: ['sh', '-c', `
      echo "user=$(id -u):$(id -g)"
      echo "directory=$(pwd)"
      echo "hostname=$(hostname)"
      echo "root=$(touch /file 2>/dev/null && echo writable || echo read-only)"
      echo "nameserver=$(grep nameserver /etc/resolv.conf)"
      echo "search=$(grep search /etc/resolv.conf)"
      echo "host=$(grep database /etc/hosts | tr -s '\\t ' ' ')"
      echo "greeting=$GREETING"
      echo "files=$(ulimit -Sn)/$(ulimit -Hn)"
      echo "somaxconn=$(cat /proc/sys/net/core/somaxconn)"
      echo "first=$(cat /proc/1/comm)"
      echo "shm=$(grep ' /dev/shm ' /proc/mounts)"
      echo "scratch=$(grep ' /scratch ' /proc/mounts)"
      echo "device=$(test -c /dev/nothing && echo there)"
      echo "memory=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)"`],
  }]);
  const { shm, scratch, first, ...seen } = read(all);
  assert.deepEqual(seen, {
    user: '1000:1001',
    directory: '/tmp',
    hostname: 'named',
    root: 'read-only',
    nameserver: 'nameserver 192.0.2.53',
    search: 'search corp.example',
    host: '192.0.2.7 database',
    greeting: 'a = "b" $HOME',
    files: '2048/4096',
    somaxconn: '517',
    device: 'there',
    memory: String(32 << 20),
  });
  assert.notEqual(first, 'sh', 'an init process is the first');
  assert.match(shm, /size=16384k/);
  assert.match(scratch, /^tmpfs .*noexec.*size=8192k/);
});

test('capabilities are added and dropped, and privileges are not gained', async () => {
  const status = ['sh', '-c', 'grep -E "^(CapEff|NoNewPrivs):" /proc/self/status | tr -d "\\t" | tr ":" "="'];
  const { few, usual } = await outputs('capable', [
    { name: 'few', command: status, linuxParameters: { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } },
      dockerSecurityOptions: ['no-new-privileges'] },
    { name: 'usual', command: status },
  ]);
  assert.deepEqual(read(few), { CapEff: '0000000000001000', NoNewPrivs: '1' });
  assert.notEqual(read(usual).CapEff, '0000000000001000');
});

test('containers share a volume, one only to read, in the order that they depend on each other', async () => {
  const { writes, reads } = await outputs('shared', [
    { name: 'writes', essential: false, command: ['sh', '-c', 'echo written > /data/file'],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
    { name: 'reads', dependsOn: [{ containerName: 'writes', condition: 'SUCCESS' }],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/shared', readOnly: true }],
      command: ['sh', '-c', 'cat /shared/file; touch /shared/more 2>/dev/null || echo refused'] },
  ], '--volumes', JSON.stringify([{ name: 'data', dockerVolumeConfiguration: { scope: 'task', driver: 'local' } }]));
  assert.equal(writes, '');
  assert.equal(reads, 'written\nrefused');
});

test('an environment as large as a task definition takes arrives whole', async () => {
  const environment = Array.from({ length: 50 }, (_, i) => ({ name: `PART_${i}`, value: `${i}-${'x'.repeat(1000)}` }));
  const { big } = await outputs('big', [{
    name: 'big', environment, command: ['sh', '-c', 'env | grep ^PART_ | wc -lc'],
  }]);
  const bytes = environment.reduce((sum, { name, value }) => sum + name.length + value.length + 2, 0);
  assert.deepEqual(big.trim().split(/\s+/).map(Number), [50, bytes]);
  const more = Array.from({ length: 70 }, (_, i) => ({ name: `PART_${i}`, value: 'x'.repeat(1000) }));
  await assert.rejects(outputs('too-big', [{ name: 'big', environment: more }]), { stderr: /ClientException/ });
});
