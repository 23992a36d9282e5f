// FireLens on real Docker: what a container writes arrives at the log router of its task, by Docker's fluentd driver over
// the task's socket. The router is a program of ours that speaks Fluentd's forward protocol (firelens/router.cc), in the
// place of Fluent Bit: it prints what comes as lines of JSON.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { allow, document } from './callers.mjs';
import { Gantry, buildHelloImage, docker, eventually, repository } from './harness.mjs';

const run = promisify(execFile);
const kSecret = 'hush-firelens-3f9a';
let gantry;
const leftBehind = [];

before(async () => {
  await buildHelloImage();
  await run(path.join(repository, 'tests/e2e/firelens/build-image'), []);
  gantry = await Gantry.start({ args: ['--settle-seconds', '3', '--container-retention-minutes', '1'] });
  await gantry.instancesReady();
  const [iam, s3, ssm] = [IAMClient, S3Client, SSMClient].map((Client) => new Client({
    endpoint: gantry.endpoint, region: 'us-east-1', forcePathStyle: true,
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
  }));
  await iam.send(new CreateRoleCommand({
    RoleName: 'execution',
    AssumeRolePolicyDocument: document({
      Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole',
    }),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'execution', PolicyName: 'own',
    PolicyDocument: document(allow(['ssm:GetParameters', 'kms:Decrypt', 's3:GetObject', 's3:GetBucketLocation'])),
  }));
  await s3.send(new CreateBucketCommand({ Bucket: 'fluent' }));
  await s3.send(new PutObjectCommand({ Bucket: 'fluent', Key: 'extra.conf', Body: '[OUTPUT]\n    Name null\n' }));
  await ssm.send(new PutParameterCommand({ Name: '/splunk/token', Type: 'SecureString', Value: kSecret }));
});
after(async () => {
  await gantry?.remove();
});

const app = (script, options, log = {}) => ({
  name: 'app', image: 'gantry/hello:latest', memory: 16, stopTimeout: 1, command: ['sh', '-c', script],
  logConfiguration: { logDriver: 'awsfirelens', options, ...log },
});
const router = (members = {}, options = {}) => ({
  name: 'log_router', image: 'gantry/test-router:latest', memory: 100, essential: true, stopTimeout: 1,
  firelensConfiguration: { type: 'fluentbit', options }, ...members,
});

async function start(family, containers, ...flags) {
  await gantry.cli('register-task-definition', '--family', family, '--container-definitions',
    JSON.stringify(containers), ...flags);
  const { tasks, failures } = await gantry.cli('run-task', '--task-definition', family);
  assert.deepEqual(failures, []);
  return tasks[0].taskArn;
}
const describe = (arn) => gantry.task(arn);
const reached = (arn, status) => eventually(`${status} of ${arn}`, async () => {
  const task = await describe(arn);
  if (status !== 'STOPPED') assert.notEqual(task.lastStatus, 'STOPPED', task.stoppedReason);
  return task.lastStatus === status && task;
});
const containerOf = (arn, name) => docker('ps', '-aq', '--filter', `label=com.amazonaws.ecs.task-arn=${arn}`, '--filter',
  `label=com.amazonaws.ecs.container-name=${name}`);
/** What has come to the task's router, oldest first. */
const records = async (arn) => (await docker('logs', await containerOf(arn, 'log_router'))).split('\n')
  .filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

test('lines arrive with their tag and the metadata of their task', async () => {
  const arn = await start('routed', [
    app('echo "hello $FLUENT_HOST:$FLUENT_PORT"; echo oops >&2; exec sleep 600',
      { Name: 'cloudwatch', region: 'us-east-1', 'log_group_name': '/app', 'exclude-pattern': '^debug' }),
    router()]);
  await reached(arn, 'RUNNING');
  const id = arn.split('/').at(-1);
  const lines = await eventually('both lines', async () => {
    const all = await records(arn);
    return all.length >= 2 && all;
  });
  const address = await docker('inspect', '-f', '{{.NetworkSettings.IPAddress}}', await containerOf(arn, 'log_router'));
  assert.deepEqual(lines.map(({ record }) => `${record.source} ${record.log}`).sort(),
    ['stderr oops', `stdout hello ${address}:24224`]);
  for (const { tag, record } of lines) {
    assert.equal(tag, `app-firelens-${id}`);
    assert.equal(record.ecs_cluster, 'default');
    assert.equal(record.ecs_task_arn, arn);
    assert.equal(record.ecs_task_definition, 'routed:1');
  }
  const config = await docker('exec', await containerOf(arn, 'log_router'), 'cat', '/fluent-bit/etc/fluent-bit.conf');
  assert.equal(config, `[INPUT]
    Name forward
    Mem_Buf_Limit 50MB
    unix_path /var/run/fluent.sock

[INPUT]
    Name forward
    Listen 0.0.0.0
    Port 24224

[INPUT]
    Name tcp
    Tag firelens-healthcheck
    Listen 127.0.0.1
    Port 8877

[FILTER]
    Name   grep
    Match app-firelens*
    Exclude log ^debug

[FILTER]
    Name record_modifier
    Match *
    Record ecs_cluster default
    Record ecs_task_arn ${arn}
    Record ecs_task_definition routed:1

[OUTPUT]
    Name null
    Match firelens-healthcheck

[OUTPUT]
    Name cloudwatch
    Match app-firelens*
    log_group_name /app
    region us-east-1`);

  const volume = await docker('volume', 'ls', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${arn}`);
  assert.match(volume, /^ecs-firelens-/);
  const files = await eventually('the files of the router', async () => {
    const { stdout } = await run('find', [gantry.dataDir, '-name', id, '-type', 'd']);
    return stdout.trim();
  });
  await gantry.cli('stop-task', '--task', arn);
  const ended = await reached(arn, 'STOPPED');
  assert.equal(ended.containers.length, 2);
  leftBehind.push({ arn, files });
});

test('the last lines of a task come too: the router goes last', async () => {
  const arn = await start('last', [
    app('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.1; done', { Name: 'null' }), router()]);
  await eventually('the first line', async () => (await records(arn)).length > 0);
  await gantry.cli('stop-task', '--task', arn);
  await reached(arn, 'STOPPED');
  assert.deepEqual((await records(arn)).map(({ record }) => record.log), ['up', 'bye']);
});

test('secrets and a file of S3 are for the router alone, which may be of another user', async () => {
  const arn = await start('secret', [
    app('echo x; exec sleep 600', { Name: 'splunk', 'log-driver-buffer-limit': '4096' },
      { secretOptions: [{ name: 'Splunk_Token', valueFrom: '/splunk/token' }] }),
    router({ user: '1000', command: ['/bin/router', 'secrets'] },
      { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::fluent/extra.conf', 'enable-ecs-log-metadata': 'false' }),
  ], '--execution-role-arn', 'arn:aws:iam::000000000000:role/execution');
  await reached(arn, 'RUNNING');
  const [line] = await eventually('the line', async () => {
    const all = await records(arn);
    return all.length > 0 && all;
  });
  assert.equal(line.record.Splunk_Token, kSecret);
  assert.equal(line.record.ecs_cluster, undefined);
  const shown = async (file) => docker('exec', await containerOf(arn, 'log_router'), 'cat', `/fluent-bit/etc/${file}`);
  assert.equal(await shown('external.conf'), '[OUTPUT]\n    Name null');
  const config = await shown('fluent-bit.conf');
  assert.match(config, /\n@INCLUDE \/fluent-bit\/etc\/external\.conf\n/);
  assert.match(config, /\n {4}Splunk_Token \$\{Splunk_Token_0\}/);
  assert.ok(!config.includes(kSecret));
  const driver = JSON.parse(await docker('inspect', '-f', '{{json .HostConfig.LogConfig}}', await containerOf(arn, 'app')));
  assert.equal(driver.Type, 'fluentd');
  assert.equal(driver.Config['fluentd-buffer-limit'], '4096');
  assert.equal(driver.Config['fluentd-async'], 'true');
  assert.ok(!JSON.stringify(driver).includes(kSecret));
  await run('grep', ['-rlaF', kSecret, gantry.dataDir]).then(
    ({ stdout }) => assert.fail(`it is in ${stdout}`), (none) => assert.equal(none.code, 1, none.stderr));
  await gantry.cli('stop-task', '--task', arn);
});

test('options that no configuration can be made of stop the task, and say why', async () => {
  const arn = await start('wrong', [app('sleep 1', { region: 'us-east-1' }), router()]);
  const { stoppedReason } = await reached(arn, 'STOPPED');
  assert.match(stoppedReason, /ResourceInitializationError: .*missing output key Name/);
});

test('files and socket go with the containers of the task', async () => {
  assert.ok(leftBehind.length > 0);
  for (const { arn, files } of leftBehind) {
    await eventually('nothing is left of it', async () => !existsSync(files) &&
      await docker('volume', 'ls', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${arn}`) === '', 120_000, 1000);
  }
});
