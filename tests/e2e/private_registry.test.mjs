// A registry that wants a name and a password, Debian's docker-registry: `repositoryCredentials` of a container, which the
// agent reads as the task's execution role; and what a wrong password, no password and a registry that is away are told as.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, RegisterTaskDefinitionCommand, RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { Callers, allow, document, kAccount } from './callers.mjs';
import { buildHelloImage, docker, eventually, freePort } from './harness.mjs';
import { RegistryClient } from './registry.mjs';

const kPassword = 'hush-cmVnaXN0cnk-password';

let callers;
let client;
let directory;
let ecs;
let image;
let registry;
let secret; // its ARN
let secrets;

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-registry-'));
  client = await RegistryClient.start(null, `127.0.0.1:${await freePort()}`);
  image = client.name('private/hello', 'v1');
  await startRegistry();
  await docker('tag', 'gantry/hello:latest', image);
  await client.loginWith('someone', kPassword); // which is not the agent's to find
  await client.docker('push', image);
  await docker('image', 'rm', image);
  callers = await Callers.start();
  const iam = callers.client(IAMClient);
  ecs = callers.client(ECSClient);
  secrets = callers.client(SecretsManagerClient);
  await iam.send(new CreateRoleCommand({ RoleName: 'pulls', AssumeRolePolicyDocument: document({
    Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole',
  }) }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'pulls', PolicyName: 'own',
    PolicyDocument: document(allow(['secretsmanager:GetSecretValue', 'kms:Decrypt'])) }));
  ({ ARN: secret } = await secrets.send(new CreateSecretCommand({ Name: 'registry', SecretString: login(kPassword) })));
  callers.gantry.instances = await eventually('a container instance', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    return containerInstanceArns.length > 0 && containerInstanceArns.map((arn) => arn.split('/').at(-1));
  });
});

after(async () => {
  await callers?.remove();
  registry?.kill();
  await client?.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

const login = (password) => JSON.stringify({ username: 'someone', password });

/** With one account, whose password is kept as bcrypt makes it. */
async function startRegistry() {
  const hash = execFileSync('/usr/bin/python3', ['-W', 'ignore', '-c',
    'import crypt, sys; print(crypt.crypt(sys.argv[1], crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)))', kPassword])
    .toString().trim().replace('$2b$', '$2y$');
  await writeFile(`${directory}/users`, `someone:${hash}\n`);
  await writeFile(`${directory}/registry.yml`, JSON.stringify({
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: `${directory}/images` } },
    http: { addr: client.host },
    auth: { htpasswd: { realm: 'private', path: `${directory}/users` } },
  }));
  registry = spawn('docker-registry', ['serve', `${directory}/registry.yml`], { stdio: 'ignore' });
  await eventually('docker-registry answers', async () => (await fetch(`http://${client.host}/v2/`)).status === 401);
}

/** A task's container, once the task runs or has ended. */
async function run(family, container = {}) {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    executionRoleArn: `arn:aws:iam::${kAccount}:role/pulls`,
    containerDefinitions: [{ name: 'web', image, memory: 16, stopTimeout: 1, ...container }],
  }));
  const { tasks: [{ taskArn }] } = await ecs.send(new RunTaskCommand({ taskDefinition: family }));
  return eventually(`the task of ${family}`, async () => {
    const { tasks: [task] } = await ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }));
    return ['RUNNING', 'STOPPED'].includes(task.lastStatus) && task;
  }, 60_000);
}

test('a password that is kept as a secret opens it', async () => {
  const task = await run('private', { repositoryCredentials: { credentialsParameter: secret } });
  assert.equal(task.lastStatus, 'RUNNING', task.stoppedReason);
  assert.match(task.containers[0].imageDigest, /^sha256:/);
  assert.ok(!callers.gantry.process.log.includes(kPassword));
  const id = await docker('ps', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${task.taskArn}`);
  assert.ok(!(await docker('inspect', id)).includes(kPassword));
});

test('a wrong password, and none, are told as what they are', async () => {
  await docker('image', 'rm', '-f', image);
  await secrets.send(new PutSecretValueCommand({ SecretId: secret, SecretString: login('wrong') }));
  for (const [family, container] of [['wrong', { repositoryCredentials: { credentialsParameter: secret } }], ['none', {}]]) {
    const task = await run(family, container);
    assert.equal(task.lastStatus, 'STOPPED');
    assert.equal(task.stopCode, 'TaskFailedToStart');
    assert.match(task.containers[0].reason, /^CannotPullContainerError.*(unauthorized|no basic auth|authentication required)/);
  }
});

test('a registry that is away is named', async () => {
  registry.kill();
  await eventually('it is away', () => fetch(`http://${client.host}/v2/`).then(() => false, () => true));
  const task = await run('away', { repositoryCredentials: { credentialsParameter: secret } });
  assert.equal(task.lastStatus, 'STOPPED');
  assert.match(task.containers[0].reason, /^CannotPullContainerError.*connection refused/);
});
