// Definitions out of manuals name roles that nobody made here. `gantry dev` runs them as they are, in all that they do,
// and notes what policies would have to allow; asked for policies to the letter, it refuses them as ECS does. Through the
// stock AWS CLI.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Gantry, buildHelloImage, docker, eventually, gantryBinary } from './harness.mjs';

const run = promisify(execFile);
const kRole = 'arn:aws:iam::000000000000:role/ecsTaskExecutionRole';

let gantry;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start();
  await gantry.instancesReady();
});
after(async () => { await gantry?.remove(); });

/** As the console writes it. The account is that of the manual. */
const definition = (family, command, options = {}, members = {}) => JSON.stringify({
  family,
  executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  containerDefinitions: [{
    name: 'nginx', image: 'gantry/hello:latest', cpu: 0, memory: 32, essential: true, stopTimeout: 1,
    environment: [], environmentFiles: [], mountPoints: [], volumesFrom: [],
    portMappings: [{ name: 'nginx-80-tcp', containerPort: 80, protocol: 'tcp', appProtocol: 'http' }],
    entryPoint: ['sh', '-c'],
    command: [command],
    logConfiguration: { logDriver: 'awslogs', options: {
      'awslogs-group': `/ecs/${family}`, 'awslogs-create-group': 'true', 'awslogs-region': 'us-east-1',
      'awslogs-stream-prefix': 'ecs', ...options,
    } },
    ...members,
  }],
});

async function start(...args) {
  const { family } = JSON.parse(definition(...args));
  await gantry.cli('register-task-definition', '--cli-input-json', definition(...args));
  const { tasks: [task], failures } = await gantry.cli('run-task', '--task-definition', family);
  assert.deepEqual(failures, []);
  return task.taskArn;
}
const streamOf = (task) => `ecs/nginx/${task.split('/').at(-1)}`;
const reached = (task, status) => eventually(`${status} of ${task}`, async () => {
  const seen = await gantry.task(task);
  if (status === 'RUNNING') assert.notEqual(seen.lastStatus, 'STOPPED', seen.stoppedReason);
  return seen.lastStatus === status && seen;
});
const messages = async (family, task) => (await gantry.aws('logs', 'get-log-events', '--log-group-name',
  `/ecs/${family}`, '--log-stream-name', streamOf(task), '--start-from-head')).events.map(({ message }) => message);

test('a definition out of a manual runs, and its lines are there', async () => {
  const { ARN: valueFrom } = await gantry.aws('secretsmanager', 'create-secret', '--name', 'password', '--secret-string',
    'sesame');
  const task = await start('manual', 'echo "started with $PASSWORD"; exec sleep 600', { mode: 'non-blocking' },
    { secrets: [{ name: 'PASSWORD', valueFrom }] });
  await reached(task, 'RUNNING');
  assert.deepEqual(await eventually('its line', async () => {
    const seen = await messages('manual', task);
    return seen.length > 0 && seen;
  }), ['started with sesame']);
  const { stdout } = await run(gantryBinary, ['logs', '--endpoint', gantry.endpoint, task]);
  assert.match(stdout, /started with sesame\n/);
  await gantry.cli('stop-task', '--task', task);
  await reached(task, 'STOPPED');
});

test('what its role would have to allow is told', async () => {
  const health = await (await fetch(`${gantry.endpoint}/_gantry/health`)).json();
  assert.ok(health.iamWouldDeny > 0, JSON.stringify(health));
  assert.match(gantry.process.log, /iam_would_deny .*ecsTaskExecutionRole/);
  const { stdout } = await run(gantryBinary, ['iam', 'suggest', '--endpoint', gantry.endpoint, kRole]);
  const actions = JSON.parse(stdout).Statement.flatMap(({ Action }) => Action);
  for (const action of ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents',
    'secretsmanager:GetSecretValue']) {
    assert.ok(actions.includes(action), `${action} in ${actions}`);
  }
});

test('a container that writes nothing has its stream', async () => {
  const task = await start('silent', 'exec sleep 600');
  await reached(task, 'RUNNING');
  const { logStreams } = await eventually('its stream', () => gantry.aws('logs', 'describe-log-streams',
    '--log-group-name', '/ecs/silent'));
  assert.deepEqual(logStreams.map(({ logStreamName }) => logStreamName), [streamOf(task)]);
  await gantry.cli('stop-task', '--task', task);
});

test('with mode blocking a container waits while its lines are not taken, and none is lost', async () => {
  const kRounds = 200;
  const kLines = 100;
  const group = ['--log-group-name', '/ecs/patient'];
  await gantry.aws('logs', 'create-log-group', ...group);
  // Two megabytes a second, ten seconds long.
  const task = await start('patient', `
    x=$(printf '%01000d' 0); sleep 3; round=0
    while [ $round -lt ${kRounds} ]; do
      line=0; while [ $line -lt ${kLines} ]; do echo "$((round * ${kLines} + line)) $x"; line=$((line + 1)); done
      round=$((round + 1)); sleep 0.05
    done; echo end; exec sleep 600`, { mode: 'blocking', 'awslogs-create-group': 'false' });
  const { containers: [{ runtimeId }] } = await reached(task, 'RUNNING');
  await gantry.aws('logs', 'delete-log-group', ...group);
  const paused = async () => await docker('inspect', '--format', '{{.State.Paused}}', runtimeId) === 'true';
  await eventually('it waits', paused, 30_000, 200);
  assert.equal((await gantry.task(task)).lastStatus, 'RUNNING');
  assert.match(gantry.process.log, /container_waits_for_its_logs of="nginx of /);
  await gantry.aws('logs', 'create-log-group', ...group);
  await eventually('it goes on', async () => !await paused(), 60_000, 200);
  const seen = await eventually('all lines', async () => {
    const lines = [];
    for (let token; ;) {
      const page = await gantry.aws('logs', 'get-log-events', ...group, '--log-stream-name', streamOf(task),
        '--start-from-head', ...(token ? ['--next-token', token] : []));
      lines.push(...page.events.map(({ message }) => message.split(' ')[0]));
      if (page.nextForwardToken === token) break;
      token = page.nextForwardToken;
    }
    return lines.at(-1) === 'end' && lines;
  }, 120_000, 2_000);
  assert.deepEqual(seen, [...Array.from({ length: kRounds * kLines }, (_, i) => String(i)), 'end']);
  await gantry.cli('stop-task', '--task', task);
  await reached(task, 'STOPPED');
});

test('with --iam enforce a role that is not there is refused as ECS refuses it', async () => {
  const strict = await Gantry.start({ args: ['--iam', 'enforce'] });
  try {
    await strict.instancesReady();
    await strict.cli('register-task-definition', '--cli-input-json', definition('manual', 'sleep 600'));
    await assert.rejects(strict.cli('run-task', '--task-definition', 'manual'), {
      stderr: new RegExp('\\(ClientException\\).*ECS was unable to assume the role ' +
        "'arn:aws:iam::123456789012:role/ecsTaskExecutionRole' that was provided for this task\\. Please verify that " +
        'the role being passed has the proper trust relationship and permissions'),
    });
  } finally {
    await strict.remove();
  }
});
