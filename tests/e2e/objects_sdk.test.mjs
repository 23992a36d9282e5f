// S3 through the AWS SDK for JavaScript: bodies in signed and unsigned chunks with checksums behind them, multipart
// uploads, conditions, pages, presigned puts, its error classes. With signatures verified.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand,
  CreateBucketCommand, CreateMultipartUploadCommand, DeleteObjectCommand, DeleteObjectsCommand, GetBucketLocationCommand,
  GetBucketTaggingCommand, GetObjectAttributesCommand, GetObjectCommand, GetObjectTaggingCommand, HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand, ListPartsCommand, NoSuchKey, NotFound, PutBucketTaggingCommand, PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client, UploadPartCommand, UploadPartCopyCommand, paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Callers } from './callers.mjs';

const Bucket = 'sdk';
let callers;
let s3;

before(async () => {
  callers = await Callers.start();
  s3 = callers.client(class extends S3Client {
    constructor(settings) { super({ ...settings, forcePathStyle: true }); }
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
after(async () => { await callers?.remove(); });

const put = (Key, Body, more = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key, more = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const textOf = async (Key, more) => (await get(Key, more)).Body.transformToString();
const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

test('a bucket', async () => {
  await assert.rejects(s3.send(new CreateBucketCommand({ Bucket: 'No Name' })), { name: 'InvalidBucketName' });
  await s3.send(new HeadBucketCommand({ Bucket }));
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: 'none' })), NotFound);
  assert.ok(!(await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint);
  // The oldest Region makes buckets anywhere.
  await s3.send(new CreateBucketCommand({
    Bucket: 'elsewhere', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  }));
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: 'elsewhere' }));
  assert.equal(LocationConstraint, 'eu-west-1');
});

test('bodies come in chunks with what they must add up to', async () => {
  const bytes = randomBytes(3_000_001);
  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME']) {
    const done = await put(`sum/${ChecksumAlgorithm}`, bytes, { ChecksumAlgorithm });
    assert.equal(done.ETag, `"${md5(bytes)}"`);
    assert.ok(done[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm);
  }
  await put('stream', Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), { ContentLength: bytes.length });
  const back = await (await get('stream')).Body.transformToByteArray();
  assert.equal(md5(back), md5(bytes));
  await assert.rejects(put('wrong', 'body', { ChecksumSHA256: createHash('sha256').update('other').digest('base64') }),
    { name: 'BadDigest' });
  await assert.rejects(get('wrong'), NoSuchKey);
});

test('a body at hand is held against what is said of it', async () => {
  const tag = (ContentMD5) => s3.send(new PutBucketTaggingCommand({
    Bucket: 'elsewhere', Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] }, ContentMD5,
  }));
  await assert.rejects(tag(createHash('md5').update('other').digest('base64')), { name: 'BadDigest' });
  await assert.rejects(tag('none'), { name: 'InvalidDigest' });
  await assert.rejects(s3.send(new GetBucketTaggingCommand({ Bucket: 'elsewhere' })), { name: 'NoSuchTagSet' });
});

test('what an object is told to be', async () => {
  await put('told', 'text', {
    ContentType: 'text/plain', CacheControl: 'no-cache', ContentEncoding: 'identity', Metadata: { a: '1', b: 'two' },
    Tagging: 'team=a&for=b%20c', StorageClass: 'STANDARD_IA',
  });
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'told' }));
  assert.equal(head.ContentType, 'text/plain');
  assert.equal(head.CacheControl, 'no-cache');
  assert.equal(head.StorageClass, 'STANDARD_IA');
  assert.deepEqual(head.Metadata, { a: '1', b: 'two' });
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'told' }));
  assert.deepEqual(TagSet, [{ Key: 'for', Value: 'b c' }, { Key: 'team', Value: 'a' }]);
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'told', Tagging: { TagSet: [{ Key: 'x', Value: 'y' }] } }));
  assert.equal((await get('told')).TagCount, 1);
  const attributes = await s3.send(new GetObjectAttributesCommand({
    Bucket, Key: 'told', ObjectAttributes: ['ETag', 'ObjectSize', 'StorageClass'],
  }));
  assert.equal(attributes.ObjectSize, 4);
});

test('conditions and ranges', async () => {
  const { ETag } = await put('cond', '0123456789');
  assert.equal(await textOf('cond', { Range: 'bytes=-3' }), '789');
  assert.equal(await textOf('cond', { Range: 'bytes=8-100' }), '89');
  assert.equal(await textOf('cond', { IfMatch: ETag }), '0123456789');
  await assert.rejects(get('cond', { IfMatch: '"other"' }), { name: 'PreconditionFailed' });
  await assert.rejects(get('cond', { IfNoneMatch: ETag }), (error) => error.$metadata.httpStatusCode === 304);
  await assert.rejects(put('cond', 'again', { IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
  assert.equal(await textOf('cond'), '0123456789');
  await put('empty', '');
  assert.equal(await textOf('empty'), '');
});

test('a large object in parts', async () => {
  const bytes = randomBytes(12_000_000);
  const upload = new Upload({ client: s3, params: { Bucket, Key: 'large', Body: Readable.from([bytes]) }, partSize: 5 << 20 });
  const done = await upload.done();
  assert.match(done.ETag, /-3"$/);
  assert.equal(md5(await (await get('large')).Body.transformToByteArray()), md5(bytes));
  const across = await (await get('large', { Range: 'bytes=5242870-5242890' })).Body.transformToByteArray();
  assert.deepEqual(Buffer.from(across), bytes.subarray(5242870, 5242891));

  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  const of = { Bucket, Key: 'parts', UploadId };
  const one = await s3.send(new UploadPartCommand({ ...of, PartNumber: 1, Body: bytes.subarray(0, 5 << 20) }));
  const two = await s3.send(new UploadPartCopyCommand({
    ...of, PartNumber: 2, CopySource: `${Bucket}/large`, CopySourceRange: 'bytes=0-99',
  }));
  assert.equal((await s3.send(new ListPartsCommand(of))).Parts.length, 2);
  assert.equal((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads[0].UploadId, UploadId);
  const finish = (Parts) => s3.send(new CompleteMultipartUploadCommand({ ...of, MultipartUpload: { Parts } }));
  await assert.rejects(finish([{ PartNumber: 1, ETag: '"none"' }]), { name: 'InvalidPart' });
  await finish([{ PartNumber: 1, ETag: one.ETag }, { PartNumber: 2, ETag: two.CopyPartResult.ETag }]);
  assert.equal((await s3.send(new HeadObjectCommand({ Bucket, Key: 'parts' }))).ContentLength, (5 << 20) + 100);

  const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'never' }));
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'never', UploadId: other.UploadId }));
  await assert.rejects(s3.send(new ListPartsCommand({ Bucket, Key: 'never', UploadId: other.UploadId })),
    { name: 'NoSuchUpload' });
});

test('objects in pages, and many deleted at once', async () => {
  const keys = Array.from({ length: 25 }, (_, i) => `page/${String(i).padStart(2, '0')}`);
  await Promise.all(keys.map((Key) => put(Key, Key)));
  const listed = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 7 }, { Bucket, Prefix: 'page/' })) {
    listed.push(...page.Contents.map((one) => one.Key));
  }
  assert.deepEqual(listed, keys);
  const { Deleted } = await s3.send(new DeleteObjectsCommand({
    Bucket, Delete: { Objects: [...keys, 'none'].map((Key) => ({ Key })) },
  }));
  assert.equal(Deleted.length, 26);
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/told`, MetadataDirective: 'COPY' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'told' }));
  assert.equal(await textOf('copied'), 'text');
});

test('a link to put with', async () => {
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'put' }), { expiresIn: 60 });
  const answer = await fetch(url, { method: 'PUT', body: 'by link' });
  assert.equal(answer.status, 200, await answer.text());
  assert.equal(await textOf('put'), 'by link');
});
