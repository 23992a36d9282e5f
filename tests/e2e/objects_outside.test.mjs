// Bodies of objects in a store of the operator's (--objects): here another Gantry is that store. With signatures
// verified on both.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import {
  CopyObjectCommand, CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { Gantry } from './harness.mjs';

let directory;
let outside;
let gantry;
const clients = {};

async function clientOf(one) {
  const [accessKeyId, secretAccessKey] = (await readFile(`${one.dataDir}/root.key`, 'utf8')).trim().split(':');
  return new S3Client({
    endpoint: one.endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}

before(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
  outside = await Gantry.start({ args: ['--auth', 'verify'] });
  clients.outside = await clientOf(outside);
  await clients.outside.send(new CreateBucketCommand({ Bucket: 'bodies' }));
  gantry = await Gantry.start({
    args: ['--auth', 'verify', '--objects', `${outside.endpoint}/bodies/of-gantry`, '--objects-key-file',
      `${outside.dataDir}/root.key`],
  });
  clients.own = await clientOf(gantry);
  await clients.own.send(new CreateBucketCommand({ Bucket: 'own' }));
});

after(async () => {
  await gantry?.remove();
  await outside?.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');
const get = async (Key, more = {}) => {
  const { Body } = await clients.own.send(new GetObjectCommand({ Bucket: 'own', Key, ...more }));
  return Buffer.from(await Body.transformToByteArray());
};
const kept = async () =>
  ((await clients.outside.send(new ListObjectsV2Command({ Bucket: 'bodies' }))).Contents ?? []).map((one) => one.Key);

test('bodies are there, and nothing of them here', async () => {
  const bytes = randomBytes(3_000_000);
  await clients.own.send(new PutObjectCommand({ Bucket: 'own', Key: 'one', Body: bytes, ChecksumAlgorithm: 'SHA256' }));
  assert.equal(md5(await get('one')), md5(bytes));
  assert.deepEqual(await get('one', { Range: 'bytes=1000000-1000009' }), bytes.subarray(1_000_000, 1_000_010));
  await clients.own.send(new CopyObjectCommand({ Bucket: 'own', Key: 'two', CopySource: 'own/one' }));
  assert.equal(md5(await get('two')), md5(bytes));
  const names = await kept();
  assert.equal(names.length, 1);
  assert.match(names[0], /^of-gantry\/[0-9a-f]{8}-[0-9a-f]{34}$/);
  await assert.rejects(access(`${gantry.dataDir}/objects`));

  const large = randomBytes(11_000_000);
  const params = { Bucket: 'own', Key: 'large', Body: Readable.from([large]) };
  await new Upload({ client: clients.own, params, partSize: 5 << 20 }).done();
  assert.equal(md5(await get('large')), md5(large));
  await assert.rejects(clients.own.send(new PutObjectCommand({
    Bucket: 'own', Key: 'wrong', Body: 'body', ChecksumSHA256: createHash('sha256').update('other').digest('base64'),
  })), { name: 'BadDigest' });
});

test('what no row names goes at the next start, and nothing else', async () => {
  const theirs = ['of-gantry/cat.jpg', 'cat.jpg'];
  for (const Key of theirs) await clients.outside.send(new PutObjectCommand({ Bucket: 'bodies', Key, Body: 'theirs' }));
  await clients.own.send(new PutObjectCommand({ Bucket: 'own', Key: 'gone', Body: 'soon gone' }));
  await clients.own.send(new DeleteObjectCommand({ Bucket: 'own', Key: 'gone' }));
  await gantry.kill();
  await gantry.launch();
  // That of one and two, the three parts of large, and what is others'.
  for (let tries = 0; tries < 200 && (await kept()).length !== 6; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const left = await kept();
  assert.equal(left.length, 6);
  for (const key of theirs) assert.ok(left.includes(key), key);
  assert.equal((await get('one')).length, 3_000_000);
});

test('while the store is away, it is said, and nothing is lost', async () => {
  await outside.kill();
  await assert.rejects(clients.own.send(new PutObjectCommand({ Bucket: 'own', Key: 'away', Body: 'x' })),
    (error) => error.$metadata.httpStatusCode === 503);
  await assert.rejects(get('one'));
  await outside.launch();
  assert.equal((await get('one')).length, 3_000_000);
  await assert.rejects(get('away'), { name: 'NoSuchKey' });
});
