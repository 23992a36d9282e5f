// ECR through stock Docker and the stock AWS CLI: log in, push, pull, run, tags that may not move, who may not push
// or pull, and pushes that a kill -9 of Gantry or of docker-registry interrupts. With signatures verified.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Callers, allow, document, kAccount, refused } from './callers.mjs';
import { docker, eventually, sleep } from './harness.mjs';
import { RegistryClient } from './registry.mjs';

const kHello = 'gantry/hello:latest';

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

const ecr = (...args) => callers.as(callers.root, 'ecr', ...args);
const repository = (name) => `arn:aws:ecr:us-east-1:${kAccount}:repository/${name}`;
const says = (text) => ({ stderr: new RegExp(text) });

async function create(name, ...args) {
  const { repository: made } = await ecr('create-repository', '--repository-name', name, ...args);
  return made;
}

/** Tags gantry/hello as an image here. */
async function hello(name, tag) {
  const target = client.name(name, tag);
  await docker('tag', kHello, target);
  return target;
}

/** A small image that nobody has pushed before. */
async function fresh(name, tag, content) {
  const root = await mkdtemp(path.join(directory, 'image-'));
  await writeFile(path.join(root, 'content'), content);
  return client.build(client.name(name, tag), root);
}

/** The process that is docker-registry here. */
async function registryProcess() {
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    if (/^Name:\s+docker-registry$/m.test(status)
      && status.includes(`\nPPid:\t${callers.gantry.process.process.pid}\n`)) return Number(pid);
  }
  return 0;
}

test('docker logs in, pushes, pulls and runs', async () => {
  const made = await create('shop/web');
  assert.equal(made.repositoryUri, `${client.host}/shop/web`);
  await assert.rejects(client.docker('push', await hello('shop/web', 'v1')), says('no basic auth credentials|Not Auth'));
  assert.match(await client.login(callers.root), /Login Succeeded/);
  const image = await hello('shop/web', 'v1');
  assert.match(await client.docker('push', image), /digest: sha256:[0-9a-f]{64}/);
  const { imageDetails: [found] } = await ecr('describe-images', '--repository-name', 'shop/web');
  assert.deepEqual(found.imageTags, ['v1']);
  assert.ok(found.imageSizeInBytes > 100_000);
  await docker('image', 'rm', image);
  await client.docker('pull', image);
  assert.match(await docker('run', '--rm', image, 'echo', 'pulled'), /^pulled$/m);
  await docker('image', 'rm', image);
  const byDigest = `${client.host}/shop/web@${found.imageDigest}`;
  await client.docker('pull', byDigest);
  await docker('image', 'rm', byDigest);
  assert.match(await client.docker('push', await hello('shop/web', 'v2')), /Layer already exists/);
  const { imageIds } = await ecr('list-images', '--repository-name', 'shop/web');
  assert.deepEqual(imageIds.map((id) => id.imageTag).sort(), ['v1', 'v2']);
  await assert.rejects(client.docker('pull', client.name('shop/web', 'none')), says('not found|manifest unknown'));
  await assert.rejects(client.docker('push', await hello('shop/none', 'v1')), says('does not exist in the registry'));
});

test('nobody else sees what docker-registry keeps, nor its secrets', async () => {
  const pid = await registryProcess();
  assert.ok(pid > 0);
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8');
  assert.deepEqual(line.split('\0').slice(1), ['serve', 'config.yml', '']);
  assert.equal(await readFile(`/proc/${pid}/environ`, 'utf8'), 'PATH=/usr/local/bin:/usr/bin:/bin\0');
  const modes = execFileSync('stat', ['-c', '%a', `${callers.gantry.dataDir}/registry`,
    `${callers.gantry.dataDir}/registry/config.yml`], { encoding: 'utf8' });
  assert.deepEqual(modes.trim().split('\n'), ['700', '600']);
});

test('a layer of another repository is not sent again', async () => {
  await create('shop/other');
  const image = await hello('shop/other', 'v1');
  assert.match(await client.docker('push', image), /Mounted from shop\/web|Pushed/);
});

test('immutable tags do not move', async () => {
  await create('shop/fixed', '--image-tag-mutability', 'IMMUTABLE');
  await client.docker('push', await hello('shop/fixed', 'v1'));
  await client.docker('push', await hello('shop/fixed', 'v1')); // the same image
  await assert.rejects(client.docker('push', await fresh('shop/fixed', 'v1', 'another')),
    says('tag invalid: The image tag \'v1\' already exists in the \'shop/fixed\' repository'));
  const { imageDetails } = await ecr('describe-images', '--repository-name', 'shop/fixed');
  assert.equal(imageDetails.length, 1);
});

test('who may not, does not', async () => {
  const login = allow('ecr:GetAuthorizationToken');
  const puller = await callers.user('puller', login,
    allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
      repository('shop/web')));
  await client.login(puller);
  await client.docker('pull', client.name('shop/web', 'v1'));
  await assert.rejects(client.docker('push', await fresh('shop/web', 'v3', 'mine')),
    says('denied: .*user/puller is not authorized to perform: ecr:InitiateLayerUpload'));
  await docker('image', 'rm', '-f', client.name('shop/fixed', 'v1'));
  await assert.rejects(client.docker('pull', client.name('shop/fixed', 'v1')), says('not authorized to perform'));
  const nobody = await callers.user('nobody');
  await assert.rejects(client.login(nobody), refused('AccessDeniedException'));
  await client.login(callers.root);
});

test('a task pulls as its execution role', async () => {
  const image = client.name('shop/web', 'v1');
  await docker('image', 'rm', '-f', image);
  const role = ['--role-name', 'execution'];
  const policy = [...role, '--policy-arn',
    'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'];
  const trust = document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } });
  const root = (...args) => callers.as(callers.root, ...args);
  callers.gantry.instances = await eventually('an instance', async () => {
    const { containerInstanceArns } = await root('ecs', 'list-container-instances');
    return containerInstanceArns.length === 1 && containerInstanceArns.map((arn) => arn.split('/').at(-1));
  });
  const { Role: { Arn } } = await root('iam', 'create-role', ...role, '--assume-role-policy-document', trust);
  await root('iam', 'attach-role-policy', ...policy);
  await root('ecs', 'register-task-definition', '--family', 'pulled', '--execution-role-arn', Arn,
    '--container-definitions', JSON.stringify([{ name: 'web', image, memory: 16, command: ['sleep', '600'], stopTimeout: 2 }]));
  const until = async (status) => {
    const { tasks: [{ taskArn }] } = await root('ecs', 'run-task', '--task-definition', 'pulled');
    return eventually(`the task ${status}`, async () => {
      const { tasks: [task] } = await root('ecs', 'describe-tasks', '--tasks', taskArn);
      return task.lastStatus === status && task;
    });
  };
  const { taskArn } = await until('RUNNING');
  await root('ecs', 'stop-task', '--task', taskArn);
  await eventually('its end', async () => {
    const { tasks: [task] } = await root('ecs', 'describe-tasks', '--tasks', taskArn);
    return task.lastStatus === 'STOPPED';
  });
  await root('iam', 'detach-role-policy', ...policy);
  await docker('image', 'rm', '-f', image);
  const { containers: [web] } = await until('STOPPED');
  assert.match(web.reason, /^CannotPullContainerError: .*assumed-role\/execution\/.* not authorized to perform: ecr:/);
});

test('an image that is deleted is gone', async () => {
  await client.login(callers.root);
  await create('shop/short');
  const image = await fresh('shop/short', 'v1', 'short-lived');
  await client.docker('push', image);
  await ecr('batch-delete-image', '--repository-name', 'shop/short', '--image-ids', 'imageTag=v1');
  await assert.rejects(client.docker('pull', image), says('not found|manifest unknown'));
  await client.docker('push', image);
  await client.docker('pull', image);
});

test('docker-registry is started again', async () => {
  await client.login(callers.root);
  const pid = await registryProcess();
  process.kill(pid, 'SIGKILL');
  await client.docker('push', await fresh('shop/web', 'again', 'after its end'));
  assert.notEqual(await registryProcess(), pid);
});

test('a push that a kill -9 interrupts is pushed again', async () => {
  const gantry = callers.gantry;
  const root = await mkdtemp(path.join(directory, 'large-'));
  execFileSync('dd', ['if=/dev/urandom', `of=${root}/content`, 'bs=1M', 'count=48'], { stdio: 'ignore' });
  const image = await client.build(client.name('shop/web', 'large'), root);
  for (const wait of [50, 300, 900]) {
    const pid = await registryProcess();
    const push = client.docker('push', image).then(() => null, (error) => error);
    await sleep(wait);
    await gantry.kill();
    await eventually('docker-registry ends, too', async () => {
      try {
        process.kill(pid, 0);
        return /^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8'));
      } catch {
        return true;
      }
    });
    await gantry.launch();
    await push; // Docker tries again for a while; it may well have succeeded
  }
  await client.docker('push', image);
  await docker('image', 'rm', image);
  await client.docker('pull', image);
  await docker('image', 'rm', image);
});
