// Files of secrets: a container has what a parameter and a secret hold as files in memory; they change with these, the
// container is told by a signal, and nothing of them is left.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const kTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const kMayRead = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['ssm:GetParameters', 'secretsmanager:GetSecretValue', 'kms:Decrypt'], Resource: '*' }],
});
const root = process.getuid() === 0;

let gantry;
let secretArn;
let container;
let task;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--secret-files-seconds', '2'] });
  await gantry.instancesReady();
  await aws('iam', 'create-role', '--role-name', 'execution', '--assume-role-policy-document', kTrust);
  await aws('iam', 'put-role-policy', '--role-name', 'execution', '--policy-name', 'read', '--policy-document', kMayRead);
  await aws('ssm', 'put-parameter', '--name', '/shop/db', '--type', 'SecureString', '--value', 'first-password');
  secretArn = (await aws('secretsmanager', 'create-secret', '--name', 'tls', '--secret-string', '{"key":"first-key"}')).ARN;
});
after(async () => { await gantry?.remove(); });

const aws = (...args) => gantry.aws(...args);
const definition = (labels) => ['ecs', 'register-task-definition', '--cli-input-json', JSON.stringify({
  family: 'files',
  executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
  containerDefinitions: [{
    name: 'app',
    image: 'gantry/hello:latest',
    memory: 32,
    essential: true,
    entryPoint: ['/bin/busybox', 'sh', '-c'],
    command: ['trap "echo told >> /tmp/told" HUP; while true; do /bin/busybox sleep 1 & wait $!; done'],
    dockerLabels: labels,
  }],
})];
const inside = (...command) => docker('exec', container, '/bin/busybox', ...command);

test('labels that make no sense are refused when they are registered', async () => {
  for (const [labels, why] of [
    [{ 'gantry.files./etc/passwd': '/shop/db' }, /folder that the container needs/],
    [{ 'gantry.files./run/s/a': '/shop/db;mode=rw' }, /mode=0400/],
    [{ 'gantry.files./run/s/a': '/shop/db', 'gantry.files.on-change': 'KILL' }, /takes a signal/],
  ]) {
    await assert.rejects(aws(...definition(labels)), { stderr: why });
  }
});

test('a container has its files, in memory and as it wants them', { skip: !root && 'mounting takes root' }, async () => {
  const { taskDefinition } = await aws(...definition({
    'gantry.files./run/secrets/db': '/shop/db;mode=0440;owner=1000:101',
    'gantry.files./run/secrets/tls/key': `${secretArn}:key::`,
    'gantry.files.on-change': 'SIGHUP',
  }));
  assert.ok(taskDefinition.requiresAttributes.some(({ name }) => name === 'gantry.secret-files'));
  const { tasks: [started] } = await aws('ecs', 'run-task', '--task-definition', 'files');
  task = started.taskArn;
  const running = await eventually('it runs', async () => {
    const now = await gantry.task(task);
    assert.notEqual(now.lastStatus, 'STOPPED', JSON.stringify(now));
    return now.lastStatus === 'RUNNING' && now;
  }, 30_000, 300);
  container = running.containers[0].runtimeId;
  assert.equal(await inside('cat', '/run/secrets/db'), 'first-password');
  assert.equal(await inside('cat', '/run/secrets/tls/key'), 'first-key');
  assert.equal(await inside('stat', '-c', '%a %u:%g', '/run/secrets/db'), '440 1000:101');
  assert.equal(await inside('stat', '-c', '%a %u:%g', '/run/secrets/tls/key'), '400 0:0');
  assert.equal(await inside('stat', '-f', '-c', '%T', '/run/secrets'), 'tmpfs');
  await assert.rejects(inside('touch', '/run/secrets/new'));
});

test('it follows the parameter and is told', { skip: !root && 'mounting takes root' }, async () => {
  await aws('ssm', 'put-parameter', '--name', '/shop/db', '--type', 'SecureString', '--value', 'second-password', '--overwrite');
  await eventually('the new value', async () => (await inside('cat', '/run/secrets/db')) === 'second-password', 20_000, 200);
  await eventually('the signal', async () => (await inside('cat', '/tmp/told')) === 'told', 10_000, 200);
  await aws('secretsmanager', 'put-secret-value', '--secret-id', 'tls', '--secret-string', '{"key":"second-key"}');
  await eventually('the new key', async () => (await inside('cat', '/run/secrets/tls/key')) === 'second-key', 20_000, 200);
});

test('values are nowhere else', { skip: !root && 'mounting takes root' }, async () => {
  const seen = [
    JSON.stringify(await aws('ecs', 'describe-tasks', '--tasks', task)),
    await docker('inspect', container),
    await (await fetch(`${gantry.endpoint}/_gantry/state`, { headers: { Authorization: `Basic ${btoa('any:any')}` } })).text(),
    gantry.process.log,
  ];
  for (const name of await readdir(gantry.dataDir, { recursive: true })) {
    if (/journal\.db(-wal)?$/.test(name)) seen.push(await readFile(path.join(gantry.dataDir, name), 'latin1'));
  }
  assert.ok(seen.length > 4);
  for (const text of seen) assert.ok(!/(first|second)-(password|key)/.test(text));
});

test('they outlive a kill -9 and go with the task', { skip: !root && 'mounting takes root' }, async () => {
  await gantry.kill();
  await gantry.launch();
  assert.equal(await inside('cat', '/run/secrets/db'), 'second-password');
  await aws('ssm', 'put-parameter', '--name', '/shop/db', '--type', 'SecureString', '--value', 'third-password', '--overwrite');
  await eventually('the newest value', async () => (await inside('cat', '/run/secrets/db')) === 'third-password', 30_000, 200);
  const folder = path.join(gantry.dataDir, 'agent-1/secret-files', task.split('/').at(-1));
  assert.ok(existsSync(folder));
  await aws('ecs', 'stop-task', '--task', task);
  await eventually('nothing is left', async () => !existsSync(folder), 60_000, 300);
  assert.ok(!(await readFile('/proc/mounts', 'utf8')).includes(`${gantry.dataDir}/`));
});
