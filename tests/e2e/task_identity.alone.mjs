// What a task is given: sessions of its role, secrets, an environment file, metadata, a log stream; in real
// containers, with policies in force. Alone: a machine has one address that tasks ask for credentials.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import {
  CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, RegisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Callers, allow, document, kAccount, kRegion } from './callers.mjs';
import { buildHelloImage, docker, eventually, gantryBinary } from './harness.mjs';

const run = promisify(execFile);
const kHush = 'hush-Zm9vYmFy-parameter';
const kPassword = 'hush-c2VjcmV0-password';
const kPlain = 'plain-b3RoZXI-parameter';
const roleArn = (name) => `arn:aws:iam::${kAccount}:role/${name}`;
const sumOf = (text) => `${createHash('md5').update(text).digest('hex')}  -`; // as md5sum prints it
const idOf = (arn) => arn.split('/').at(-1);
let callers;
let ecs;
let logs;
let secretArn;

before(async () => {
  await buildHelloImage();
  callers = await Callers.start();
  [ecs, logs] = [ECSClient, CloudWatchLogsClient].map((Client) => callers.client(Client));
  const [iam, s3, secrets, ssm] = [IAMClient, S3Client, SecretsManagerClient, SSMClient]
    .map((Client) => callers.client(Client));
  const AssumeRolePolicyDocument = document({
    Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole',
  });
  const role = async (RoleName, ...statements) => {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document(...statements) }));
  };
  await role('app', allow('ssm:GetParameter', `arn:aws:ssm:${kRegion}:${kAccount}:parameter/app/word`), allow('kms:Decrypt'));
  await role('execution', allow(['ssm:GetParameters', 'secretsmanager:GetSecretValue', 'kms:Decrypt', 's3:GetObject',
    's3:GetBucketLocation', 'logs:CreateLogStream', 'logs:PutLogEvents']));
  await role('poor', allow('logs:*'));
  await ssm.send(new PutParameterCommand({ Name: '/app/word', Type: 'SecureString', Value: kHush }));
  await ssm.send(new PutParameterCommand({ Name: '/app/other', Type: 'String', Value: kPlain }));
  ({ ARN: secretArn } = await secrets.send(new CreateSecretCommand({
    Name: 'app/db', SecretString: JSON.stringify({ password: kPassword, port: 5432 }),
  })));
  await s3.send(new CreateBucketCommand({ Bucket: 'settings' }));
  await s3.send(new PutObjectCommand({ Bucket: 'settings', Key: 'app.env', Body: '# of the app\nCOLOUR=blue\nSIZE=small\n' }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/app' }));
  callers.gantry.instances = await eventually('a container instance', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    return containerInstanceArns.length > 0 && containerInstanceArns.map(idOf);
  });
});
after(async () => { await callers?.remove(); });

/** Runs one container whose output goes to the log group. */
async function start(family, script, container = {}, task = {}) {
  await ecs.send(new RegisterTaskDefinitionCommand({
    family,
    taskRoleArn: roleArn('app'),
    executionRoleArn: roleArn('execution'),
    ...task,
    containerDefinitions: [{
      name: 'main', image: 'gantry/hello:latest', memory: 16, stopTimeout: 2, command: ['sh', '-c', script],
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/app', 'awslogs-region': kRegion, 'awslogs-stream-prefix': family },
      },
      ...container,
    }],
  }));
  const { tasks } = await ecs.send(new RunTaskCommand({ taskDefinition: family }));
  return tasks[0].taskArn;
}

const describe = async (task) => (await ecs.send(new DescribeTasksCommand({ tasks: [task] }))).tasks[0];
const stopped = (task) => eventually('the task stops', async () => {
  const seen = await describe(task);
  return seen.lastStatus === 'STOPPED' && seen;
}, 60_000);

/** The lines that the task's container wrote, once there are so many different ones: after a kill some are repeated. */
const lines = (family, task, count) => eventually(`lines of ${family}`, async () => {
  const { events } = await logs.send(new FilterLogEventsCommand({
    logGroupName: '/app', logStreamNames: [`${family}/main/${idOf(task)}`],
  }));
  const messages = events.map((event) => event.message);
  return new Set(messages).size >= count && messages;
}, 30_000, 200);

/** What `gantry logs` prints; with what it says on standard error. */
const gantryLogs = (...args) => run(gantryBinary, ['logs', '--endpoint', callers.gantry.endpoint,
  '--key-file', `${callers.gantry.dataDir}/root.key`, ...args]);

/** The files of the data directory that hold this text. Fails where grep does. */
const filesWith = (text) => run('grep', ['-rlaF', text, callers.gantry.dataDir])
  .then(({ stdout }) => stdout.trim(), (none) => {
    assert.equal(none.code, 1, none.stderr); // 1: nowhere; 2: it could not look
    return '';
  });

test('secrets, environment files and metadata are there, and the log stream has what was written', async () => {
  const task = await start('given', `
    echo "word=$(printf %s "$WORD" | md5sum) password=$(printf %s "$PASSWORD" | md5sum)"
    echo "port=$PORT colour=$COLOUR size=$SIZE"
    wget -qO- $ECS_CONTAINER_METADATA_URI_V4/task; echo
    wget -qO- $ECS_CONTAINER_METADATA_URI_V4; echo
    wget -qO- http://169.254.170.2/v2/credentials/00000000-0000-0000-0000-000000000000 2>/dev/null || echo refused`, {
    secrets: [
      { name: 'WORD', valueFrom: '/app/word' },
      { name: 'PASSWORD', valueFrom: `${secretArn}:password::` },
      { name: 'PORT', valueFrom: `${secretArn}:port::` },
    ],
    environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::settings/app.env' }],
    environment: [{ name: 'SIZE', value: 'large' }],
  });
  const seen = await stopped(task);
  assert.equal(seen.containers[0].exitCode, 0, JSON.stringify(seen));
  const [secret, plain, ofTask, ofContainer, refused] = await lines('given', task, 5);
  assert.equal(secret, `word=${sumOf(kHush)} password=${sumOf(kPassword)}`);
  assert.equal(plain, 'port=5432 colour=blue size=large');
  assert.equal(JSON.parse(ofTask).TaskARN, task);
  assert.equal(JSON.parse(ofTask).Family, 'given');
  assert.equal(JSON.parse(ofContainer).Name, 'main');
  assert.equal(refused, 'refused');
  assert.ok(!JSON.stringify(seen).includes('hush-'));
  const { stdout } = await gantryLogs(task);
  assert.ok(stdout.includes(`${idOf(task).slice(0, 8)}/main | ${plain}\n`), stdout);
  await assert.rejects(gantryLogs('--container', 'typo', task), { code: 1, stderr: /'typo'; there are: main/ });
});

test('a role of its own: what its policy says, nothing else, and nothing once the task is over', async () => {
  const task = await start('role', `
    wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo; sleep 1000`);
  const [text] = await lines('role', task, 1);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, ...more } = JSON.parse(text);
  assert.equal(more.RoleArn, roleArn('app'));
  assert.ok(new Date(more.Expiration) - Date.now() > 60 * 60 * 1000);
  const who = { accessKeyId, secretAccessKey, sessionToken };
  const { Arn } = await callers.client(STSClient, who).send(new GetCallerIdentityCommand({}));
  assert.equal(Arn, `arn:aws:sts::${kAccount}:assumed-role/app/${idOf(task)}`);
  const ssm = callers.client(SSMClient, who);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/app/word', WithDecryption: true }));
  assert.equal(Parameter.Value, kHush);
  await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/app/other' })), { name: 'AccessDeniedException' });
  await ecs.send(new StopTaskCommand({ task }));
  await stopped(task);
  await assert.rejects(ssm.send(new GetParameterCommand({ Name: '/app/word' })), { name: 'ExpiredTokenException' });
});

for (const networkMode of ['bridge', 'host']) {
  test(`credentials, metadata and the API are within reach in network mode ${networkMode}`, async () => {
    const task = await start(`within-${networkMode}`, `
      wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo
      wget -qO- $ECS_CONTAINER_METADATA_URI_V4/task; echo
      wget -qO- $AWS_ENDPOINT_URL/_gantry/health; echo`, {}, { networkMode });
    const [role, metadata, health] = (await lines(`within-${networkMode}`, task, 3)).map((line) => JSON.parse(line));
    assert.equal(role.RoleArn, roleArn('app'));
    assert.equal(metadata.TaskARN, task);
    assert.equal(health.status, 'ok');
    await stopped(task);
  });
}

test('a task that asks without end takes nothing from others', async () => {
  const [greedy, modest] = await Promise.all([
    start('greedy', `while :; do for i in 1 2 3 4 5 6 7 8; do
      wget -qO /dev/null $ECS_CONTAINER_METADATA_URI_V4/task 2>/dev/null & done; wait; done`),
    start('modest', 'wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo; sleep 1000'),
  ]);
  const [text] = await lines('modest', modest, 1);
  assert.equal(JSON.parse(text).RoleArn, roleArn('app'));
  const again = await start('modest', 'wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI; echo');
  assert.equal(JSON.parse((await lines('modest', again, 1))[0]).RoleArn, roleArn('app'));
  assert.equal((await describe(greedy)).lastStatus, 'RUNNING');
  for (const each of [greedy, modest]) await ecs.send(new StopTaskCommand({ task: each }));
  await Promise.all([greedy, modest, again].map(stopped));
});

test('what may not be read stops the task, with the reason', async () => {
  const denied = await stopped(await start('denied', 'echo never',
    { secrets: [{ name: 'WORD', valueFrom: '/app/word' }] }, { executionRoleArn: roleArn('poor') }));
  assert.match(denied.stoppedReason, /ResourceInitializationError/);
  assert.match(denied.stoppedReason, /AccessDenied/);
  const missing = await stopped(await start('missing', 'echo never',
    { secrets: [{ name: 'WORD', valueFrom: `${secretArn}:nobody::` }] }));
  assert.match(missing.stoppedReason, /did not contain json key nobody/);
  await assert.rejects(start('stranger', 'echo never', {}, { taskRoleArn: roleArn('nobody') }), /unable to assume the role/);
});

test('lines cross a kill of control plane and agent, none lost, none out of order', async () => {
  const task = await start('counting', 'i=0; while [ $i -lt 60 ]; do echo $i; i=$((i+1)); sleep 0.1; done');
  await lines('counting', task, 10);
  await callers.gantry.kill();
  await callers.gantry.launch();
  await stopped(task);
  const seen = (await lines('counting', task, 60)).map(Number);
  assert.deepEqual([...new Set(seen)], Array.from({ length: 60 }, (_, i) => i));
});

test('gantry logs -f goes on across a kill, labels what looks like another task, and ends with its task', async () => {
  const task = await start('following', `
    printf 'one\\033[2J\\n'; echo 'other/app | forged'; sleep 6; echo last`);
  await lines('following', task, 2);
  const following = gantryLogs('-f', task);
  const seen = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) following.child[name].on('data', (text) => { seen[name] += text; });
  await eventually('lines are printed', () => seen.stdout.includes('forged'));
  await callers.gantry.kill();
  await eventually('it says that nobody answers', () => seen.stderr.includes('no answer'));
  await callers.gantry.launch();
  const { stdout, stderr } = await following;
  const label = `${idOf(task).slice(0, 8)}/main`;
  const printed = [...new Set(stdout.trim().split('\n'))]; // what was not marked as sent is sent again
  assert.deepEqual(printed, ['one\x1b[2J', 'other/app | forged', 'last'].map((text) => `${label} | ${text}`));
  assert.match(stderr, /Is Gantry running there.*it answers again.*the task has stopped/s);
});

test('no secret is on the disk in the clear, nor in the log', async () => {
  assert.notEqual(await filesWith(kPlain), '', 'what is no secret is found');
  const { log } = callers.gantry.process;
  assert.notEqual(log, '');
  for (const text of [kHush, kPassword]) {
    assert.equal(await filesWith(text), '');
    assert.ok(!log.includes(text));
  }
  const names = await docker('ps', '-a', '--no-trunc', '--format', '{{.Names}} {{.Labels}}');
  assert.ok(!names.includes('hush-'));
});
