// S3 through the stock AWS CLI: a tree synced both ways with a file of a gigabyte in it, single objects, presigned
// links, versions; policies decide, of callers and buckets. With signatures verified. The server's memory stays
// what it was.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Callers, allow, document, refused, userArn } from './callers.mjs';

const run = promisify(execFile);
const kLargeBytes = Number(process.env.GANTRY_LARGE_OBJECT ?? 1 << 30);
const kMoreMemory = 64 << 20;

let callers;

before(async () => { callers = await Callers.start(); });
after(async () => { await callers?.remove(); });

const root = (...args) => callers.as(callers.root, ...args);
const s3 = (command, ...args) =>
  root('s3', command, ...args, ...(['cp', 'sync'].includes(command) ? ['--no-progress'] : []));

async function digestOf(file) {
  const hash = createHash('md5');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}

/** What the server holds now, in bytes. */
async function memory() {
  const status = await readFile(`/proc/${callers.gantry.process.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1024;
}

/** The most that the server held while `work` went on, beyond what it held before. */
async function memoryDuring(work) {
  const before = await memory();
  let most = before;
  const watch = setInterval(async () => { most = Math.max(most, await memory()); }, 50);
  await work().finally(() => clearInterval(watch));
  return most - before;
}

/** A file that is no zeros, and quickly made. */
async function largeFile(name, bytes) {
  const piece = Buffer.alloc(1 << 20);
  for (let i = 0; i < piece.length; i += 4) piece.writeUInt32LE(Math.imul(i, 2654435761) >>> 0, i);
  const file = await open(name, 'w');
  for (let written = 0; written < bytes; written += piece.length) {
    piece.writeUInt32LE(written / piece.length, 0);
    await file.write(piece);
  }
  await file.close();
  await truncate(name, bytes);
}

test('a tree with a large file goes there and comes back', { timeout: 600_000 }, async () => {
  const from = path.join(callers.directory, 'tree');
  const to = path.join(callers.directory, 'copy');
  await mkdir(`${from}/deep/er`, { recursive: true });
  await writeFile(`${from}/empty`, '');
  await writeFile(`${from}/deep/ä b+c&d`, 'a name that has to be encoded');
  for (let i = 0; i < 30; i += 1) await writeFile(`${from}/deep/er/${i}.txt`, `file ${i}`);
  await largeFile(`${from}/large`, kLargeBytes);

  await s3('mb', 's3://trees');
  const sent = await memoryDuring(() => s3('sync', from, 's3://trees/a'));
  const got = await memoryDuring(() => s3('sync', 's3://trees/a', to));
  assert.ok(sent < kMoreMemory && got < kMoreMemory, `${sent} and ${got} bytes more`);
  assert.equal(await digestOf(`${to}/large`), await digestOf(`${from}/large`));
  await run('diff', ['-r', from, to]);
  await rm(to, { recursive: true });

  // Nothing is left to do; then one file is, and one to delete.
  assert.deepEqual(await s3('sync', from, 's3://trees/a'), {});
  await writeFile(`${from}/empty`, 'not any more');
  await rm(`${from}/deep/er/3.txt`);
  const changes = await s3('sync', from, 's3://trees/a', '--delete');
  assert.match(changes, /upload: .*empty/);
  assert.match(changes, /delete: s3:\/\/trees\/a\/deep\/er\/3.txt/);
  assert.equal(changes.split('\n').length, 2);

  const listed = await s3('ls', 's3://trees/a/', '--recursive', '--summarize');
  assert.match(listed, /Total Objects: 32/);
  assert.match(await s3('ls', 's3://trees/a/'), /PRE deep\//);
  await s3('rb', 's3://trees', '--force');
  await rm(from, { recursive: true });
});

test('parts of an object, copies, and what is not there', async () => {
  await s3('mb', 's3://parts');
  const body = await callers.file('body', '0123456789');
  const put = await root('s3api', 'put-object', '--bucket', 'parts', '--key', 'ten', '--body', body,
    '--content-type', 'text/plain', '--metadata', 'made-by=me');
  assert.equal(put.ETag, `"${createHash('md5').update('0123456789').digest('hex')}"`);
  const part = path.join(callers.directory, 'part');
  const got = await root('s3api', 'get-object', '--bucket', 'parts', '--key', 'ten', '--range', 'bytes=2-4', part);
  assert.equal(got.ContentRange, 'bytes 2-4/10');
  assert.equal(got.ContentLength, 3);
  assert.equal(await readFile(part, 'utf8'), '234');
  await root('s3api', 'copy-object', '--copy-source', 'parts/ten', '--bucket', 'parts', '--key', 'copy/ten');
  const head = await root('s3api', 'head-object', '--bucket', 'parts', '--key', 'copy/ten');
  assert.equal(head.ContentLength, 10);
  assert.equal(head.ContentType, 'text/plain');
  assert.deepEqual(head.Metadata, { 'made-by': 'me' });
  assert.equal(await s3('cp', 's3://parts/copy/ten', '-'), '0123456789');

  const nothing = ['--bucket', 'parts', '--key', 'none'];
  await assert.rejects(root('s3api', 'get-object', ...nothing, part), refused('NoSuchKey', 'does not exist'));
  await assert.rejects(root('s3api', 'head-object', ...nothing), refused('404'));
  await assert.rejects(root('s3api', 'get-object', '--bucket', 'no-such', '--key', 'x', part), refused('NoSuchBucket'));
  await assert.rejects(root('s3api', 'get-object', '--bucket', 'parts', '--key', 'ten', '--range', 'bytes=10-', part),
    refused('InvalidRange'));
  await assert.rejects(root('s3api', 'delete-bucket', '--bucket', 'parts'), refused('BucketNotEmpty'));
});

test('versions of an object', async () => {
  await s3('mb', 's3://versions');
  const of = ['--bucket', 'versions', '--key', 'k'];
  await root('s3api', 'put-bucket-versioning', '--bucket', 'versions', '--versioning-configuration', 'Status=Enabled');
  const first = await root('s3api', 'put-object', ...of, '--body', await callers.file('v1', 'one'));
  const second = await root('s3api', 'put-object', ...of, '--body', await callers.file('v2', 'two'));
  assert.notEqual(first.VersionId, second.VersionId);
  assert.ok((await root('s3api', 'delete-object', ...of)).DeleteMarker);
  await assert.rejects(root('s3api', 'head-object', ...of), refused('404'));
  const { Versions, DeleteMarkers } = await root('s3api', 'list-object-versions', '--bucket', 'versions');
  assert.deepEqual(Versions.map((one) => one.VersionId), [second.VersionId, first.VersionId]);
  assert.equal(DeleteMarkers.length, 1);
  const out = path.join(callers.directory, 'old');
  await root('s3api', 'get-object', ...of, '--version-id', first.VersionId, out);
  assert.equal(await readFile(out, 'utf8'), 'one');
});

test('links that are signed need no other right, and end', async () => {
  await s3('mb', 's3://links');
  await root('s3api', 'put-object', '--bucket', 'links', '--key', 'a b', '--body', await callers.file('link', 'linked'));
  const link = await root('s3', 'presign', 's3://links/a b', '--expires-in', '60');
  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), 'linked');
  const changed = await fetch(link.replace('a%20b', 'other'));
  assert.equal(changed.status, 403);
  assert.match(await changed.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
  const unsigned = await fetch(link.split('?')[0]);
  assert.ok(!unsigned.ok);
});

test('callers and buckets say who may', async () => {
  await s3('mb', 's3://shared');
  const eve = await callers.user('eve');
  const bob = await callers.user('bob', allow('s3:GetObject', 'arn:aws:s3:::shared/open/*'));
  const body = await callers.file('shared', 'for some');
  for (const key of ['open/x', 'shut/x']) {
    await root('s3api', 'put-object', '--bucket', 'shared', '--key', key, '--body', body);
  }
  const out = path.join(callers.directory, 'out');
  const get = (who, key) => callers.as(who, 's3api', 'get-object', '--bucket', 'shared', '--key', key, out);
  assert.ok((await get(bob, 'open/x')).ETag);
  await assert.rejects(get(bob, 'shut/x'), refused('AccessDenied', 's3:GetObject on resource'));
  await assert.rejects(get(eve, 'open/x'), refused('AccessDenied'));
  await assert.rejects(callers.as(eve, 's3api', 'put-object', '--bucket', 'shared', '--key', 'e', '--body', body),
    refused('AccessDenied', 's3:PutObject'));
  await assert.rejects(root('s3api', 'head-object', '--bucket', 'shared', '--key', 'e'), refused('404'));

  await root('s3api', 'put-bucket-policy', '--bucket', 'shared', '--policy', document(
    { Effect: 'Allow', Principal: { AWS: userArn('eve') }, Action: 's3:*', Resource: 'arn:aws:s3:::shared/*' },
    { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shared/open/*' },
  ));
  await assert.rejects(get(bob, 'open/x'), refused('AccessDenied', 'explicit deny in a resource'));
  assert.ok((await get(eve, 'shut/x')).ETag);
  await callers.as(eve, 's3api', 'put-object', '--bucket', 'shared', '--key', 'e', '--body', body);
});
