// An image of half a gigabyte is pushed and pulled; Gantry, which hands it on, does not keep it in memory.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Callers } from './callers.mjs';
import { docker } from './harness.mjs';
import { RegistryClient } from './registry.mjs';

const kMiB = 1 << 20;
const kImageMiB = 500;
const kMayGrow = 48 * kMiB;

let callers;
let client;
let directory;

before(async () => {
  callers = await Callers.start();
  client = await RegistryClient.start(callers);
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
});
after(async () => {
  await client?.remove();
  await callers?.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** Bytes that Gantry had in memory at most since it was asked to count anew. */
async function mostMemory() {
  const status = await readFile(`/proc/${callers.gantry.process.process.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) * 1024;
}

test('a large image goes through', async () => {
  await callers.as(callers.root, 'ecr', 'create-repository', '--repository-name', 'shop/large');
  await client.login(callers.root);
  execFileSync('dd', ['if=/dev/urandom', `of=${directory}/content`, 'bs=1M', `count=${kImageMiB}`], { stdio: 'ignore' });
  const image = await client.build(client.name('shop/large', 'v1'), directory);
  const before = await mostMemory();
  await client.docker('push', image);
  await docker('image', 'rm', image);
  await client.docker('pull', image);
  const grown = await mostMemory() - before;
  console.log(`memory grew by ${Math.round(grown / kMiB)} MiB`);
  assert.ok(grown < kMayGrow, `memory grew by ${Math.round(grown / kMiB)} MiB`);
  const { imageDetails: [found] } = await callers.as(callers.root, 'ecr', 'describe-images',
    '--repository-name', 'shop/large');
  assert.ok(found.imageSizeInBytes > kImageMiB * kMiB * 0.9);
});
