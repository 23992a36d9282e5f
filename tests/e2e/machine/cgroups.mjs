// Tasks on a machine whose control groups are of version 2: what limits them, what is counted of them, how they
// end that use too much. The kernel's own files say whether it is true.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { askDocker, eventually } from '../harness.mjs';
import { container, define, ended, launch, running, shell, stop, subnets } from './world.mjs';

const kMiB = 1 << 20;
const groupOf = (task) => `/sys/fs/cgroup/ecs/${task.taskArn.split('/').at(-1)}`;
const settings = (group, ...names) =>
  Promise.all(names.map(async (name) => (await readFile(`${group}/${name}`, 'utf8')).trim()));

test('limits of a task and of its containers are in force, and what is counted is what the kernel and Docker count', async () => {
  await define('counted', [
    container('app', 'while true; do :; done', { memory: 64, memoryReservation: 32, cpu: 128 }), container('side', 'sleep 3600')],
  { cpu: '512', memory: '128' });
  const task = await running('counted');
  assert.deepEqual(await settings(groupOf(task), 'memory.max', 'cpu.max'), [`${128 * kMiB}`, '50000 100000']);
  const [app, side] = ['app', 'side'].map((wanted) => task.containers.find(({ name }) => name === wanted).runtimeId);
  assert.deepEqual(await settings(`${groupOf(task)}/${app}`, 'memory.max', 'memory.low'), [`${64 * kMiB}`, `${32 * kMiB}`]);
  assert.deepEqual(await settings(`${groupOf(task)}/${side}`, 'memory.max'), [`${128 * kMiB}`]);

  const first = JSON.parse(await shell(task, 'wget -qO- $ECS_CONTAINER_METADATA_URI_V4/stats'));
  const daemons = await askDocker(`/containers/${app}/stats?stream=false&one-shot=true`);
  for (const part of ['memory_stats', 'cpu_stats', 'pids_stats']) {
    assert.deepEqual(Object.keys(first[part]).sort(), Object.keys(daemons[part]).sort(), part);
  }
  assert.deepEqual(Object.keys(first.memory_stats.stats).sort(), Object.keys(daemons.memory_stats.stats).sort());
  assert.equal(first.memory_stats.limit, 64 * kMiB);
  assert.equal(first.pids_stats.limit, daemons.pids_stats.limit);
  assert.ok(first.memory_stats.usage > 0);
  assert.ok(first.cpu_stats.throttling_data.throttled_periods > 0, 'it wants more than half of a processor');
  const [kernels] = await settings(`${groupOf(task)}/${app}`, 'cpu.stat');
  const used = Number(kernels.match(/^usage_usec (\d+)$/m)[1]) * 1000;
  const told = first.cpu_stats.cpu_usage.total_usage;
  assert.ok(told > 0 && told <= used, `${told} ns of CPU were told, ${used} counted a moment later`);

  await stop(task);
  await eventually('the group of the task to go', () => !existsSync(groupOf(task)), 60_000);
});

test('a container that uses more memory than it has ends for that reason', async () => {
  await define('greedy', [container('app', 'dd if=/dev/zero of=/dev/null bs=64M count=1', { memory: 16 })]);
  const { containers: [{ exitCode, reason }] } = await ended(await launch('greedy'));
  assert.deepEqual([exitCode, reason], [137, 'OutOfMemoryError: Container killed due to memory usage']);
});

test('a FARGATE task has its address, and the size that was asked for', async () => {
  await define('web', [container('web', 'exec /bin/serve')],
    { cpu: '256', memory: '512', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] });
  const task = await running('web', { launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: await subnets(), assignPublicIp: 'ENABLED' } } });
  const own = `/sys/fs/cgroup/docker/${task.containers[0].runtimeId}`; // what one container has need not be shared
  assert.deepEqual(await settings(own, 'memory.max', 'cpu.max'), [`${512 * kMiB}`, '25000 100000']);
  const { value: address } = task.attachments[0].details.find(({ name }) => name === 'privateIPv4Address');
  assert.match(await shell(task, 'ip address show eth0'), new RegExp(`inet ${address.replaceAll('.', '\\.')}/`));
  assert.match(await shell(task, `wget -qO- http://${address}:8080`), /^Hello from container/);
  await stop(task);
});
