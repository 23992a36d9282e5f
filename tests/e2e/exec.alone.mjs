// ECS Exec on real containers: the stock AWS CLI with a session plugin of the test's own, a bad network, tokens, the
// terminal's size, much output, clients that go; `gantry exec`, `gantry cp` and `gantry port-forward`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, docker, eventually, gantryBinary, freePort } from './harness.mjs';
import { SessionChannel } from './session_channel.mjs';

const kRole = 'arn:aws:iam::000000000000:role/task';
const here = path.dirname(new URL(import.meta.url).pathname);

let gantry;
let scratch;
let task;

before(async () => {
  await buildHelloImage();
  scratch = await mkdtemp(path.join(tmpdir(), 'gantry-exec-'));
  await writeFile(path.join(scratch, 'session-manager-plugin'),
    `#!/bin/sh\nexec node ${path.join(here, 'session_plugin.mjs')} "$@"\n`);
  await chmod(path.join(scratch, 'session-manager-plugin'), 0o755);
  await buildBareImage();
  gantry = await Gantry.start({ args: ['--toolbox', 'gantry/hello:latest'] });
  await gantry.instancesReady();
  await gantry.cli('register-task-definition', '--family', 'web', '--network-mode', 'bridge', '--task-role-arn', kRole,
    '--container-definitions', JSON.stringify([
      { name: 'app', image: 'gantry/hello:latest', memory: 64, stopTimeout: 2, user: 'nobody' },
      { name: 'locked', image: 'gantry/hello:latest', memory: 32, stopTimeout: 2, readonlyRootFilesystem: true,
        command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'] },
    ]));
  task = await start();
});

after(async () => {
  await gantry?.remove();
  await rm(scratch, { recursive: true, force: true });
});

/** Makes gantry/bare:latest: one program and no shell. */
async function buildBareImage() {
  const folder = path.join(scratch, 'bare');
  await mkdir(folder);
  await copyFile('/bin/busybox', path.join(folder, 'busybox'));
  await writeFile(path.join(folder, 'motto'), 'from the bare image');
  await writeFile(path.join(folder, 'image.tar'), (await execute('tar', ['-C', folder, '-c', 'busybox', 'motto'], { binary: true })).out);
  await docker('import', '--change', 'CMD ["/busybox","sleep","100000"]', path.join(folder, 'image.tar'), 'gantry/bare:latest');
}

/** Starts a task and waits until commands can be run in it. @return its ARN */
async function start(...flags) {
  const { tasks: [made], failures } = await gantry.cli('run-task', '--task-definition', 'web',
    ...(flags.length > 0 ? flags : ['--enable-execute-command']));
  assert.deepEqual(failures, []);
  await eventually('a running task', async () => {
    return (await gantry.task(made.taskArn)).lastStatus === 'RUNNING';
  });
  return made.taskArn;
}

/** Runs a program. @return what it wrote and its exit code */
function execute(program, args, { input = '', env = {}, binary = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, AWS_ACCESS_KEY_ID: '000000000000',
      AWS_SECRET_ACCESS_KEY: 'local', AWS_DEFAULT_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '',
      PATH: `${scratch}:${process.env.PATH}`, ...env } });
    const out = [];
    let errors = '';
    child.stdout.on('data', (bytes) => out.push(bytes));
    child.stderr.on('data', (text) => { errors += text; });
    child.stdin.on('error', () => {});
    child.on('close', (code) => {
      const bytes = Buffer.concat(out);
      resolve({ code, out: binary ? bytes : bytes.toString(), errors });
    });
    child.stdin.end(input);
  });
}

const cli = (command, options = {}, container = 'app') => execute('aws', ['--endpoint-url', gantry.endpoint, 'ecs',
  'execute-command', '--interactive', '--task', task, '--container', container, '--command', command], options);
const gantryRun = (what, args, options = {}) =>
  execute(gantryBinary, [what, '--endpoint', gantry.endpoint, ...args], options);
const inApp = (...command) => ['-c', 'app', task, '--', ...command];

/** A session that is promised, as ExecuteCommand answers it. */
async function promise(command = '/bin/sh', container = 'app') {
  return promiseIn(task, container, command);
}

/** The same through the API: the CLI would start its plugin. */
async function promiseIn(arn, container, command) {
  const { session } = await gantry.sdk().send(new ExecuteCommandCommand({ task: arn, container, command, interactive: true }));
  return session;
}

/** The processes of the container whose command line holds a text. */
async function processes(text, container = 'app') {
  const its = (await gantry.containers()).find((c) => c.task === task && c.container === container);
  const lines = await docker('top', its.id, '-o', 'pid,args');
  return lines.split('\n').filter((line) => line.includes(text));
}

test('what is told of a task', async () => {
  const { tasks: [told] } = await gantry.cli('describe-tasks', '--tasks', task);
  assert.equal(told.enableExecuteCommand, true);
  for (const container of told.containers) {
    const [agent] = container.managedAgents;
    assert.deepEqual([agent.name, agent.lastStatus], ['ExecuteCommandAgent', 'RUNNING']);
    assert.ok(agent.lastStartedAt);
  }
});

test('the stock CLI runs a command as root', async () => {
  const { code, out } = await cli('/bin/sh -c "id -u; echo $((6*7)); tty"');
  assert.equal(code, 0, out);
  assert.match(out, /Starting session with SessionId: ecs-execute-command-[0-9a-f]{17}/);
  assert.match(out, /0\r\n42\r\n\/dev\/pts\/0\r\n/);
  assert.match(out, /Exiting session with sessionId/);
});

test('a shell is typed into, in a container with a read-only root file system too', async () => {
  const { code, out } = await cli('/bin/sh', { input: 'echo answer-$((40+2)); exit\n' }, 'locked');
  assert.equal(code, 0, out);
  assert.match(out, /answer-42/);
});

test('the terminal has the size of the client\'s', async () => {
  const { out } = await cli('/bin/sh', { input: 'sleep 1; stty size; exit\n', env: { SESSION_SIZE: '132x43' } });
  assert.match(out, /43 132/);
});

test('nothing is lost, doubled or out of order on a bad network', async () => {
  const { code, out } = await cli('seq 1 3000', { env: { SESSION_LOSS: '0.2', SESSION_SHUFFLE: '60' } });
  assert.equal(code, 0, out);
  const numbers = out.split(/\r?\n/).filter((line) => /^\d+$/.test(line)).map(Number);
  assert.deepEqual(numbers, Array.from({ length: 3000 }, (_, i) => i + 1));
});

test('ten megabytes come through whole', async () => {
  const made = await gantryRun('exec', inApp('sh', '-c', 'yes 0123456789abcde | head -c 10485760'), { binary: true });
  assert.equal(made.code, 0, made.errors);
  assert.equal(made.out.length, 10 << 20);
  assert.equal(createHash('sha256').update(made.out).digest('hex'),
    createHash('sha256').update('0123456789abcde\n'.repeat((10 << 20) / 16)).digest('hex'));
});

test('a token is good for its session, once', async () => {
  const wrong = await promise();
  const closed = (channel) => new Promise((resolve) => channel.on('lost', (code) => resolve(code)));
  assert.equal(await closed(await SessionChannel.open(wrong, { token: 'x'.repeat(43) })), 1008);
  const first = await SessionChannel.open(wrong);
  await new Promise((resolve) => first.on('ready', resolve));
  assert.equal(await closed(await SessionChannel.open(wrong)), 1008);
  first.terminate();
  await new Promise((resolve) => first.on('closed', resolve));
  assert.equal(await closed(await SessionChannel.open(wrong)), 1008);
});

test('what a client left behind ends', async () => {
  const channel = await SessionChannel.open(await promise('sleep 98765'));
  await eventually('the command', async () => (await processes('sleep 98765')).length === 1);
  channel.socket.destroy();
  await eventually('its end', async () => (await processes('sleep 98765')).length === 0, 10_000);
});

test('a container has two sessions', async () => {
  const channels = [];
  for (let i = 0; i < 2; ++i) {
    const channel = await SessionChannel.open(await promise('/bin/sh', 'locked'));
    await new Promise((resolve) => channel.on('ready', resolve));
    channels.push(channel);
  }
  const refused = await cli('/bin/sh', {}, 'locked');
  assert.notEqual(refused.code, 0);
  assert.match(refused.errors, /Unable to start new execute sessions because the maximum session limit of 2 has been reached/);
  for (const channel of channels) channel.terminate();
  await eventually('room', async () => (await cli('true', {}, 'locked')).code === 0);
});

test('a session ends with its container', async () => {
  const other = await start();
  const channel = await SessionChannel.open(await promiseIn(other, 'app', '/bin/sh'));
  await new Promise((resolve) => channel.on('ready', resolve));
  const closed = new Promise((resolve) => channel.on('closed', resolve));
  await gantry.cli('stop-task', '--task', other);
  await closed;
});

test('gantry exec: exit codes, standard error apart, input to its end', async () => {
  assert.deepEqual(await gantryRun('exec', inApp('sh', '-c', 'echo out; echo err >&2; exit 7')),
    { code: 7, out: 'out\n', errors: 'err\n' });
  const input = randomBytes(300_000).toString('hex');
  const summed = await gantryRun('exec', inApp('sha256sum'), { input });
  assert.equal(summed.out.split(' ')[0], createHash('sha256').update(input).digest('hex'));
  const missing = await gantryRun('exec', inApp('/no/such/program'));
  assert.ok([126, 127].includes(missing.code), JSON.stringify(missing));
  assert.match(missing.out + missing.errors, /no such file/);
  const nobody = await gantryRun('exec', ['nobody', '--', 'true']);
  assert.equal(nobody.code, 1);
  assert.match(nobody.errors, /there is no service 'nobody'/);
});

test('a toolbox beside a container without a shell, with a read-only root', async () => {
  await gantry.cli('register-task-definition', '--family', 'bare-shell', '--network-mode', 'bridge', '--task-role-arn', kRole,
    '--volumes', JSON.stringify([{ name: 'data', dockerVolumeConfiguration: { scope: 'task' } }]),
    '--container-definitions', JSON.stringify([{ name: 'app', image: 'gantry/bare:latest', memory: 32, stopTimeout: 2,
      readonlyRootFilesystem: true, user: '65534', environment: [{ name: 'MOTTO', value: 'of the container' }],
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }]));
  const bare = await start('--task-definition', 'bare-shell', '--enable-execute-command');
  const on = (...command) => gantryRun('exec', ['-c', 'app', bare, '--', ...command]);
  const toolboxes = async () => (await docker('ps', '-a', '--filter', 'label=dev.gantry.toolbox', '--format', '{{.Names}}'))
    .split('\n').filter((name) => name !== '');
  const told = async () => JSON.stringify((await gantry.cli('describe-tasks', '--tasks', bare)).tasks);
  const before = await told();
  const its = await on('sh', '-c', 'cat /proc/1/root/motto; tr "\\0" "\\n" < /proc/1/environ | grep MOTTO; exit 3');
  assert.deepEqual([its.code, its.out], [3, 'from the bare imageMOTTO=of the container\n'], its.errors);
  assert.match(its.errors, /^This is the toolbox gantry\/hello:latest: .* below \/proc\/1\/root\.\n$/);
  assert.equal((await on('sh', '-c', 'echo kept > /data/file')).code, 0);
  assert.deepEqual(await on('/busybox', 'cat', '/data/file'), { code: 0, out: 'kept\n', errors: '' });
  const input = randomBytes(50_000).toString('hex');
  const summed = await gantryRun('exec', ['-c', 'app', bare, '--', 'sha256sum'], { input });
  assert.equal(summed.out.split(' ')[0], createHash('sha256').update(input).digest('hex'));
  const missing = await on('no-such-program');
  assert.equal(missing.code, 127);
  assert.match(missing.errors, /not found in \$PATH.*\nThe toolbox does not have it either/s);
  const copied = await gantryRun('cp', ['-c', 'app', `${bare}:/motto`, scratch]);
  assert.equal(copied.code, 1, 'its paths would be the toolbox\'s');
  await eventually('that none is left', async () => (await toolboxes()).length === 0);
  // The stock client, and what it leaves behind.
  const channel = await SessionChannel.open(await promiseIn(bare, 'app', 'sh'));
  await new Promise((resolve) => channel.on('ready', resolve));
  await eventually('the toolbox', async () => (await toolboxes()).length === 1);
  assert.equal(await told(), before, 'nothing is told of it');
  channel.socket.destroy();
  await eventually('its end', async () => (await toolboxes()).length === 0, 10_000);
  // It ends with its container.
  const last = await SessionChannel.open(await promiseIn(bare, 'app', 'sh'));
  const closed = new Promise((resolve) => last.on('closed', resolve));
  await eventually('the last toolbox', async () => (await toolboxes()).length === 1);
  await gantry.cli('stop-task', '--task', bare);
  await closed;
  await eventually('its end', async () => (await toolboxes()).length === 0, 10_000);
});

test('a toolbox that a crash leaves behind is removed', async () => {
  const bare = await start('--task-definition', 'bare-shell', '--enable-execute-command');
  const channel = await SessionChannel.open(await promiseIn(bare, 'app', 'sh'));
  channel.on('lost', () => {});
  const count = async () => (await docker('ps', '-aq', '--filter', 'label=dev.gantry.toolbox')).split('\n').filter((id) => id).length;
  await eventually('the toolbox', async () => (await count()) === 1);
  await gantry.kill();
  await gantry.launch();
  await gantry.instancesReady();
  await eventually('its end', async () => (await count()) === 0);
  await eventually('both tasks', async () => (await Promise.all([bare, task].map((arn) => gantry.task(arn))))
    .every((each) => each.lastStatus === 'RUNNING'));
  await gantry.cli('stop-task', '--task', bare);
});

test('gantry cp: out and in', async () => {
  const folder = path.join(scratch, 'copied');
  await mkdir(folder);
  assert.deepEqual(await gantryRun('cp', ['-c', 'app', `${task}:/etc/passwd`, folder]), { code: 0, out: '', errors: '' });
  assert.match(await readFile(path.join(folder, 'passwd'), 'utf8'), /nobody/);
  const bytes = randomBytes(2 << 20);
  await writeFile(path.join(folder, 'big'), bytes);
  assert.deepEqual(await gantryRun('cp', ['-c', 'app', folder, `${task}:/tmp`]), { code: 0, out: '', errors: '' });
  const summed = await gantryRun('exec', inApp('sha256sum', '/tmp/copied/big'));
  assert.equal(summed.out.split(' ')[0], createHash('sha256').update(bytes).digest('hex'));
  // Once more: into what is there.
  await writeFile(path.join(folder, 'big'), 'small');
  assert.deepEqual(await gantryRun('cp', ['-c', 'app', folder, `${task}:/tmp/`]), { code: 0, out: '', errors: '' });
  assert.equal((await gantryRun('exec', inApp('sh', '-c', 'cat /tmp/copied/big; ls /tmp/copied'))).out, 'smallbig\npasswd\n');
  assert.deepEqual(await gantryRun('cp', ['-c', 'app', `${task}:/tmp/copied`, scratch]), { code: 0, out: '', errors: '' });
  assert.equal(await readFile(path.join(folder, 'big'), 'utf8'), 'small');
  const none = await gantryRun('cp', ['-c', 'app', `${task}:/none`, folder]);
  assert.equal(none.code, 1);
  assert.match(none.errors, /none/);
});

test('gantry cp: what it does not do, it says', async () => {
  const refused = async (text, args, options) => {
    const { code, errors } = await gantryRun('cp', ['-c', 'app', ...args], options);
    assert.equal(code, 1, errors);
    assert.match(errors, text);
  };
  const folder = path.join(scratch, 'refused');
  await mkdir(folder);
  await writeFile(path.join(folder, 'a-12:30'), 'text');
  assert.equal((await gantryRun('exec', inApp('mkdir', '-p', '/tmp/full/a-12:30'))).code, 0);
  await refused(/there is a directory of that name/, [path.join(folder, 'a-12:30'), `${task}:/tmp/full`]);
  assert.equal((await gantryRun('cp', ['-c', 'app', path.join(folder, 'a-12:30'), `${task}:/tmp/b-12:30`])).code, 0);
  assert.equal((await gantryRun('cp', ['-c', 'app', `${task}:/tmp/b-12:30`, folder])).code, 0);
  // What came as .. would be put into the parent of where it is to go.
  for (const up of ['..', 'a/../..', '/']) {
    await refused(/has no name to copy it under/, [`${task}:${up}`, folder]);
  }
  assert.deepEqual(await readdir(folder), ['a-12:30', 'b-12:30']);
  await refused(/in the container: .*\uFFFD\[2J/, [`${task}:/tmp/\x1b[2J`, folder]);
  // A tar of this machine that ends early.
  await writeFile(path.join(scratch, 'tar'), '#!/bin/sh\nexit 1\n');
  await chmod(path.join(scratch, 'tar'), 0o755);
  await refused(/tar could not write/, [`${task}:/bin/busybox`, folder]);
  await rm(path.join(scratch, 'tar'));
  assert.deepEqual((await readdir(folder)).sort(), ['a-12:30', 'b-12:30']);
});

test('gantry port-forward: a port that is not mapped', async () => {
  const port = await freePort();
  const child = spawn(gantryBinary, ['port-forward', '--endpoint', gantry.endpoint, '-c', 'app', task, `${port}:8080`]);
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const pages = await Promise.all(Array.from({ length: 5 }, async () => (await fetch(`http://127.0.0.1:${port}/`)).text()));
    for (const page of pages) assert.match(page, /^Hello from container/);
    const closed = spawn(gantryBinary, ['port-forward', '--endpoint', gantry.endpoint, '-c', 'app', task, `0:9`]);
    try {
      const said = await new Promise((resolve) => closed.stdout.once('data', (text) => resolve(String(text))));
      const socket = connect(Number(said.match(/:(\d+) to/)[1]), '127.0.0.1');
      await new Promise((resolve) => { socket.on('close', resolve); socket.on('error', () => {}); socket.resume(); });
    } finally { closed.kill(); }
    const wide = spawn(gantryBinary,
      ['port-forward', '--endpoint', gantry.endpoint, '-c', 'app', '--address', '0.0.0.0', task, '0:8080']);
    try {
      const said = await new Promise((resolve) => wide.stdout.once('data', (text) => resolve(String(text))));
      const itsPort = said.match(/Forwarding 0\.0\.0\.0:(\d+) to/)[1];
      assert.match(await (await fetch(`http://127.0.0.2:${itsPort}/`)).text(), /^Hello from container/);
    } finally { wide.kill(); }
  } finally { child.kill(); }
});

test('sessions are written down where the cluster says', async () => {
  const logs = (...args) => gantry.aws('logs', ...args);
  await logs('create-log-group', '--log-group-name', '/exec');
  const s3 = (...args) => gantry.aws('s3api', ...args);
  await s3('create-bucket', '--bucket', 'exec-sessions');
  // A role that may: one that IAM does not know writes nothing.
  const iam = (...args) => gantry.aws('iam', ...args);
  await iam('create-role', '--role-name', 'task', '--assume-role-policy-document', JSON.stringify({ Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } } }));
  await iam('put-role-policy', '--role-name', 'task', '--policy-name', 'exec', '--policy-document', JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::exec-sessions/of/prod/*' }] }));
  await gantry.cli('update-cluster', '--cluster', 'default', '--configuration', JSON.stringify({ executeCommandConfiguration:
    { logging: 'OVERRIDE', logConfiguration: { cloudWatchLogGroupName: '/exec', s3BucketName: 'exec-sessions', s3KeyPrefix: 'of/prod' } } }));
  assert.equal((await cli('/bin/sh -c "echo written down"')).code, 0);
  const events = await eventually('the events', async () => {
    const { events: found } = await logs('filter-log-events', '--log-group-name', '/exec');
    return found.some((event) => event.message === 'written down') && found;
  });
  assert.match(events[0].logStreamName, /^ecs-execute-command-/);
  assert.match(events[0].message, /arn:aws:iam::000000000000:root runs: \/bin\/sh -c echo written down/);
  const key = `of/prod/${events[0].logStreamName}.log`;
  const object = path.join(scratch, 'session.log');
  await eventually('the object', async () =>
    (await s3('get-object', '--bucket', 'exec-sessions', '--key', key, object)).ContentLength > 0);
  assert.match(await readFile(object, 'utf8'), /^Session ecs-execute-command-.* runs: .*\nwritten down\r\n$/);
  // Several pieces: in order, and none of them missing.
  const long = await gantryRun('exec', inApp('seq', '1', '400000'));
  assert.equal(long.code, 0, long.errors);
  const large = await eventually('the long one', async () => {
    const { Contents: found } = await s3('list-objects-v2', '--bucket', 'exec-sessions');
    return found?.find((each) => each.Size >= long.out.length);
  });
  await s3('get-object', '--bucket', 'exec-sessions', '--key', large.Key, object);
  const text = await readFile(object, 'utf8');
  assert.equal(text.slice(text.indexOf('\n') + 1), long.out);
});

test('what is refused', async () => {
  const refusal = async (run, text) => {
    const { code, errors } = await run;
    assert.notEqual(code, 0);
    assert.match(errors, text);
  };
  const plain = await start('--count', '1');
  const on = (...args) => execute('aws', ['--endpoint-url', gantry.endpoint, 'ecs', 'execute-command', '--command', 'ls',
    ...args]);
  await refusal(on('--interactive', '--task', plain, '--container', 'app'),
    /InvalidParameterException.*execute command was not enabled when the task was run or the execute command agent isn’t running/);
  await refusal(on('--interactive', '--task', task), /InvalidParameterException/);
  await refusal(on('--interactive', '--task', task, '--container', 'none'), /InvalidParameterException/);
  await refusal(on('--interactive', '--task', 'abc'), /task length should be one of \[32,36\]/);
  await refusal(on('--non-interactive', '--task', task, '--container', 'app'), /Interactive is the only mode supported/);
  await gantry.cli('register-task-definition', '--family', 'bare', '--container-definitions',
    JSON.stringify([{ name: 'app', image: 'gantry/hello:latest', memory: 32 }]));
  await assert.rejects(gantry.cli('run-task', '--task-definition', 'bare', '--enable-execute-command'),
    /a valid taskRoleArn is not being used/);
});
