// `gantry server --tls` with an authority of its own: the stock AWS CLI, Node, and an agent that runs a task
// trust it when they are given the authority, and nobody does otherwise.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import {
  buildHelloImage, containersOf, eventually, freePort, gantryBinary, GantryProcess, removeContainers, repository,
} from './harness.mjs';

const run = promisify(execFile);
const kHealth = `const got = await fetch(process.argv[1] + '/_gantry/health'); console.log(got.status);`;

let directory;
let server;
let agent;
let endpoint;
let ca;
let key;
let instances = [];

const inDirectory = (...names) => path.join(directory, ...names);
const gantry = (...args) => run(gantryBinary, args);

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-tls-'));
  const port = await freePort();
  endpoint = `https://127.0.0.1:${port}`;
  ca = inDirectory('server', 'ca.crt');
  server = new GantryProcess(['server', '--tls', '--port', String(port), '--data-dir', inDirectory('server')]);
  server.start();
  await eventually('the server answers Node, which knows its authority', async () => {
    if (!server.running) throw new Error(server.log);
    return (await node({ NODE_EXTRA_CA_CERTS: ca })).trim() === '200';
  }, 20_000, 100);
  const [id, secret] = (await readFile(inDirectory('server', 'root.key'), 'utf8')).trim().split(':');
  key = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
});

after(async () => {
  await agent?.end('SIGTERM');
  await server?.end('SIGTERM');
  await removeContainers(await containersOf(instances, '-a'));
  await rm(directory, { recursive: true, force: true });
});

async function node(env) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', kHealth, endpoint],
    { env: { ...process.env, ...env } });
  return stdout;
}

/** The stock AWS CLI. @param bundle the authorities that it trusts; undefined: its own */
async function cli(bundle, ...args) {
  const env = { ...process.env, ...key, AWS_DEFAULT_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' };
  delete env.AWS_CA_BUNDLE;
  if (bundle) env.AWS_CA_BUNDLE = bundle;
  const { stdout } = await run('aws', ['--endpoint-url', endpoint, '--output', 'json', 'ecs', ...args], { env });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

function startAgent(name, caFile) {
  const process = new GantryProcess(['agent', '--endpoint', endpoint, '--ca-file', caFile, '--key-file',
    inDirectory('server', 'root.key'), '--data-dir', inDirectory(name), '--bind-address', '127.0.0.1', '--pull', 'prefer-cached']);
  process.start();
  return process;
}

test('the AWS CLI trusts it with AWS_CA_BUNDLE, and not without', async () => {
  assert.equal((await cli(ca, 'create-cluster')).cluster.status, 'ACTIVE');
  await assert.rejects(cli(undefined, 'list-clusters'), { stderr: /SSL validation failed|CERTIFICATE_VERIFY_FAILED/ });
  await assert.rejects(node({}), { stderr: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify/ });
});

test('gantry ca prints the authority, of a directory and of a running server', async () => {
  const known = await readFile(ca, 'utf8');
  const local = await gantry('ca', '--data-dir', inDirectory('server'));
  const asked = await gantry('ca', '--endpoint', endpoint);
  assert.equal(local.stdout, known);
  assert.equal(asked.stdout, known);
  assert.match(asked.stderr, /^SHA-256 fingerprint ([0-9A-F]{2}:){31}[0-9A-F]{2}, valid until /);
  assert.equal(asked.stderr, local.stderr);
});

test('pages are read with --ca-file; who does not know the authority is told', async () => {
  const access = ['--endpoint', endpoint, '--key-file', inDirectory('server', 'root.key')];
  assert.match((await gantry('state', '--ca-file', ca, ...access)).stdout, /ecs\.clusters/);
  await assert.rejects(gantry('state', ...access), { stderr: /TLS handshake failed.*\n.*--ca-file/ });
});

test('plain HTTP is told to use HTTPS', async () => {
  const answer = await fetch(`${endpoint.replace('https', 'http')}/_gantry/health`);
  assert.equal(answer.status, 400);
  assert.match((await answer.json()).message, /This port speaks HTTPS: use https:/);
});

test('an agent that is given another authority does not join', async () => {
  const wrong = new GantryProcess(['server', '--tls', '--port', String(await freePort()), '--data-dir', inDirectory('other')]);
  wrong.start();
  await eventually('another authority', () => readFile(inDirectory('other', 'ca.crt')).catch(() => false));
  await wrong.end('SIGTERM');
  const stranger = startAgent('stranger', inDirectory('other', 'ca.crt'));
  await eventually('the agent says why', () => /control_plane_unreachable.*TLS handshake failed/.test(stranger.log));
  await stranger.end('SIGTERM');
  assert.deepEqual((await cli(ca, 'list-container-instances')).containerInstanceArns, []);
});

test('an agent that is given the authority joins and runs a task', async () => {
  await writeFile(inDirectory('hello.json'), await readFile(path.join(repository, 'examples/hello/task-definition.json')));
  agent = startAgent('agent', ca);
  await eventually('the instance', async () => {
    const { containerInstanceArns: arns } = await cli(ca, 'list-container-instances');
    instances = arns.map((arn) => arn.split('/').at(-1));
    if (arns.length === 0) return false;
    const { containerInstances } = await cli(ca, 'describe-container-instances', '--container-instances', ...arns);
    return containerInstances[0].agentConnected;
  }, 30_000, 200);
  await cli(ca, 'register-task-definition', '--cli-input-json', `file://${inDirectory('hello.json')}`);
  const { tasks: [{ taskArn }] } = await cli(ca, 'run-task', '--task-definition', 'hello');
  await eventually('the task runs', async () => {
    const { tasks } = await cli(ca, 'describe-tasks', '--tasks', taskArn);
    return tasks[0].lastStatus === 'RUNNING';
  }, 60_000, 300);
  const containers = await containersOf(instances);
  assert.equal(containers.length, 1);
  await cli(ca, 'stop-task', '--task', taskArn);
});
