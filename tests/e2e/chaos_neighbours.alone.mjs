// What tasks lean on, under load and under kill -9: parameters, secrets, log events and objects are written all the
// time while the server dies without warning. Afterwards everything that was acknowledged is there, as it was
// written; a batch of events, or an object, is there whole or not at all.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand, paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { DecryptCommand, CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import {
  CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GantryProcess, eventually, freePort, sleep } from './harness.mjs';

const kills = Number(process.env.GANTRY_NEIGHBOUR_KILLS ?? 25);
const kBatch = 20;
const kGroup = 'chaos';
const Bucket = 'chaos';

let directory;
let endpoint;
let server;
let clients;
let KeyId;

before(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-chaos-'));
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  server = new GantryProcess(['server', '--port', String(port), '--data-dir', directory]);
  server.start();
  await server.healthy(endpoint);
  const [accessKeyId, secretAccessKey] = (await readFile(`${directory}/root.key`, 'utf8')).trim().split(':');
  const settings = {
    endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1, forcePathStyle: true,
  };
  clients = {
    kms: new KMSClient(settings),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client(settings),
    secrets: new SecretsManagerClient(settings),
    ssm: new SSMClient(settings),
  };
  KeyId = (await clients.kms.send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  await clients.logs.send(new CreateLogGroupCommand({ logGroupName: kGroup }));
  await clients.logs.send(new CreateLogStreamCommand({ logGroupName: kGroup, logStreamName: 's' }));
});

after(async () => {
  await server?.end('SIGKILL');
  if (directory) await rm(directory, { recursive: true, force: true });
});

/** By kind: what was acknowledged, by name. */
const acknowledged = { parameter: new Map(), secret: new Map(), batch: new Map(), object: new Map(), sealed: new Map() };

/** Each writes something of its own; it is acknowledged when that returns. */
const writes = {
  async parameter(n) {
    const value = randomBytes(20).toString('hex');
    await clients.ssm.send(new PutParameterCommand({ Name: `/p/${n}`, Value: value, Type: n % 2 ? 'String' : 'SecureString' }));
    return value;
  },
  async secret(n) {
    const value = randomBytes(20).toString('hex');
    await clients.secrets.send(new CreateSecretCommand({ Name: `s${n}`, SecretString: 'first' }));
    await clients.secrets.send(new PutSecretValueCommand({ SecretId: `s${n}`, SecretString: value }));
    return value;
  },
  async batch(n) {
    const logEvents = Array.from({ length: kBatch }, (_, i) => ({ timestamp: Date.now(), message: `batch ${n} ${i}` }));
    await clients.logs.send(new PutLogEventsCommand({ logGroupName: kGroup, logStreamName: 's', logEvents }));
    return kBatch;
  },
  async object(n) {
    const bytes = randomBytes(1 + (n * 37_337) % 2_000_000);
    await clients.s3.send(new PutObjectCommand({ Bucket, Key: `o${n % 50}/${n}`, Body: bytes }));
    return createHash('md5').update(bytes).digest('hex');
  },
  async sealed(n) {
    const { CiphertextBlob } = await clients.kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(`text ${n}`) }));
    return CiphertextBlob;
  },
};

/** Reads one thing back, in the form in which its writer returned it. */
const reads = {
  parameter: async (n) =>
    (await clients.ssm.send(new GetParameterCommand({ Name: `/p/${n}`, WithDecryption: true }))).Parameter.Value,
  secret: async (n) => (await clients.secrets.send(new GetSecretValueCommand({ SecretId: `s${n}` }))).SecretString,
  async object(n) {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key: `o${n % 50}/${n}` }));
    return createHash('md5').update(await Body.transformToByteArray()).digest('hex');
  },
  async sealed(n, CiphertextBlob) {
    const { Plaintext } = await clients.kms.send(new DecryptCommand({ CiphertextBlob }));
    assert.equal(Buffer.from(Plaintext).toString(), `text ${n}`);
    return CiphertextBlob;
  },
};

/** How many events of each batch there are. */
async function batches() {
  const counts = new Map();
  const pages = paginateFilterLogEvents({ client: clients.logs }, { logGroupName: kGroup });
  for await (const page of pages) {
    for (const { message } of page.events) {
      const n = Number(message.split(' ')[1]);
      counts.set(n, (counts.get(n) ?? 0) + 1);
    }
  }
  return counts;
}

async function countFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).length;
}

test(`${kills} kills while all of them are written`, { timeout: 600_000 }, async () => {
  let writing = true;
  let number = 0;
  const write = async (kind) => {
    while (writing) {
      number += 1;
      const n = number;
      try {
        acknowledged[kind].set(n, await writes[kind](n));
      } catch {
        await sleep(20); // the outcome is unknown; what was acknowledged counts
      }
    }
  };
  const writers = Object.keys(writes).map(write);
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(200 + (kill * 97) % 400);
    await server.end('SIGKILL');
    server.start();
    await server.healthy(endpoint);
  }
  await sleep(500);
  writing = false;
  await Promise.all(writers);

  for (const [kind, read] of Object.entries(reads)) {
    assert.ok(acknowledged[kind].size >= kills, `${acknowledged[kind].size} of ${kind} acknowledged`);
    for (const [n, value] of acknowledged[kind]) assert.deepEqual(await read(n, value), value, `${kind} ${n}`);
  }
  const counts = await batches();
  for (const n of acknowledged.batch.keys()) assert.equal(counts.get(n), kBatch, `batch ${n}`);
  for (const [n, count] of counts) assert.equal(count, kBatch, `batch ${n} is there in part`);

  // What is listed can be read, whoever was told of it; and nothing else lies about after a start.
  let listed = 0;
  for await (const page of paginateListObjectsV2({ client: clients.s3 }, { Bucket })) {
    for (const { Key } of page.Contents ?? []) {
      await reads.object(Number(Key.split('/')[1]));
      listed += 1;
    }
  }
  await server.end('SIGKILL');
  server.start();
  await server.healthy(endpoint);
  await eventually('one file for each object', async () => await countFiles(`${directory}/objects`) === listed);
});
