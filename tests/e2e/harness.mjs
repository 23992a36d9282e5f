// What every end-to-end test needs: a Gantry of its own on a free port and an empty directory, clients
// for it, and a look at the real containers through Docker. Nothing outlives the test: containers are
// recognised by the label of the test's own container instances.

import { execFile, spawn } from 'node:child_process';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  DescribeContainerInstancesCommand, DescribeServicesCommand, DescribeTasksCommand, ECSClient, ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { awsCli } from './aws_cli.mjs';

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
export const repository = path.resolve(here, '../..');
export const gantryBinary = process.env.GANTRY_BINARY ?? path.join(repository, 'build/release/gantry');

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `check` gives something true, and returns it. Fails with what was seen last. */
export async function eventually(what, check, timeoutMs = 30_000, everyMs = 50) {
  const deadline = Date.now() + timeoutMs;
  let last;
  for (;;) {
    try {
      last = await check();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${timeoutMs} ms; last seen: ${last?.stack ?? JSON.stringify(last)}`);
    }
    await sleep(everyMs);
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs the stock AWS CLI and returns its JSON. @param key [id, secret] */
export async function runAws(endpoint, [id, secret], ...args) {
  const { stdout } = await awsCli(['--endpoint-url', endpoint, '--output', 'json', ...args], {
    ...process.env,
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}

/** Runs docker and returns what it prints. */
export async function docker(...args) {
  const { stdout } = await run('docker', args, { maxBuffer: 64 << 20 });
  return stdout.trim();
}

/** What Docker answers to a GET of its API, over its socket: `docker ps` takes longer than what is to be seen. */
export function askDocker(target) {
  const socketPath = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace(/^unix:\/\//, '');
  return new Promise((resolve, reject) => {
    get({ socketPath, path: target, agent: false }, (answer) => {
      text(answer).then((told) => {
        if (answer.statusCode === 200) resolve(JSON.parse(told));
        else reject(new Error(`docker ${target}: ${told}`));
      }).catch(reject);
    }).on('error', reject);
  });
}

/** Makes sure the image gantry/hello:latest exists. */
export async function buildHelloImage() {
  await run(path.join(repository, 'examples/hello/build-image'), []);
}

/** One gantry process: started, killed, started again with the same arguments. */
export class GantryProcess {
  /** @param by a program that becomes it, with its arguments */
  constructor(args, { by = [] } = {}) {
    this.by = by;
    this.args = args;
    this.log = '';
  }

  start() {
    const [program, ...args] = [...this.by, gantryBinary, ...this.args];
    this.process = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (text) => { this.log = (this.log + text).slice(-100_000); });
    }
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
  }

  get running() {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async end(signal) {
    if (!this.running) return;
    this.process.kill(signal);
    await this.exited;
  }

  async healthy(endpoint) {
    await eventually('gantry healthy', async () => {
      if (!this.running) throw new Error(`gantry ended: ${this.log.slice(-2000)}`);
      return (await fetch(`${endpoint}/_gantry/health`)).ok;
    }, 20_000, 10);
  }
}

export class Gantry {
  /** Starts `gantry dev` and waits until it is healthy. */
  static async start({ instances = 1, args = [], dockerHost, by } = {}) {
    const gantry = new Gantry();
    gantry.port = await freePort();
    gantry.endpoint = `http://127.0.0.1:${gantry.port}`;
    gantry.dataDir = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
    gantry.args = ['dev', '--port', String(gantry.port), '--data-dir', gantry.dataDir,
      '--instances', String(instances), ...args];
    if (dockerHost) gantry.args.push('--docker', dockerHost);
    gantry.process = new GantryProcess(gantry.args, { by });
    await gantry.launch();
    return gantry;
  }

  /** Starts the process again on the same data: after kill() or stop(). */
  async launch() {
    this.process.start();
    await this.process.healthy(this.endpoint);
  }

  kill() {
    return this.process.end('SIGKILL');
  }

  stop() {
    return this.process.end('SIGTERM');
  }

  /** Ends it and removes its containers, volumes and data. */
  async remove() {
    await this.stop();
    await removeContainers(await this.containers('-a'));
    await removeVolumes(this.instances ?? []);
    await unmountBelow(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** An SDK client for an account (a 12-digit access key id names it). */
  sdk(account = '000000000000') {
    return new ECSClient({
      endpoint: this.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: account, secretAccessKey: 'local' },
      maxAttempts: 5,
    });
  }

  /** Runs the stock AWS CLI and returns its JSON. @param service 'ec2' and its like */
  aws(service, ...args) {
    return runAws(this.endpoint, ['000000000000', 'local'], service, ...args);
  }

  /** The same, of ECS. */
  cli(...args) {
    return this.aws('ecs', ...args);
  }

  /** What is told of a task of the default cluster. Through the SDK: tests ask often. */
  async task(arn) {
    this.asks ??= this.sdk();
    return (await this.asks.send(new DescribeTasksCommand({ tasks: [arn] }))).tasks[0];
  }

  /** The same of a service. */
  async service(name) {
    this.asks ??= this.sdk();
    return (await this.asks.send(new DescribeServicesCommand({ services: [name] }))).services[0];
  }

  /** Waits until all container instances of the default cluster are connected, and remembers them. */
  async instancesReady(count = 1, timeoutMs = 30_000) {
    const ecs = this.sdk();
    return eventually(`${count} container instances`, async () => {
      const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
      if (containerInstanceArns.length < count) return false;
      const { containerInstances } = await ecs.send(new DescribeContainerInstancesCommand({
        containerInstances: containerInstanceArns,
      }));
      this.instances = containerInstances.map((i) => i.containerInstanceArn.split('/').at(-1));
      return containerInstances.every((i) => i.agentConnected) && containerInstances;
    }, timeoutMs);
  }

  /** The real containers of this Gantry's tasks. @param flags '-a' for stopped ones too */
  containers(...flags) {
    return containersOf(this.instances ?? [], ...flags);
  }
}

/** The containers that belong to these container instances (ids). @param flags '-a' for stopped ones too */
export async function containersOf(instances, ...flags) {
  if (instances.length === 0) return [];
  const filters = encodeURIComponent('{"label":["dev.gantry.instance"]}');
  const found = await askDocker(`/containers/json?all=${flags.includes('-a')}&filters=${filters}`);
  return found.map(({ Id: id, State: state, Labels: labels, Names: [name] }) => ({
    instance: labels['dev.gantry.instance'].split('/').at(-1),
    id,
    state,
    task: labels['com.amazonaws.ecs.task-arn'] ?? '',
    container: labels['com.amazonaws.ecs.container-name'] ?? '',
    name: name?.slice(1) ?? '',
  })).filter((c) => instances.includes(c.instance));
}

/** Removes the volumes of tasks that ran on these container instances (ids). */
export async function removeVolumes(instances) {
  if (instances.length === 0) return;
  const lines = await docker('volume', 'ls', '--filter', 'label=dev.gantry.instance', '--format',
    '{{.Name}}\t{{.Label "dev.gantry.instance"}}');
  const names = lines.split('\n').map((line) => line.split('\t')).filter(([, arn]) => instances.includes(arn?.split('/').at(-1)))
    .map(([name]) => name);
  if (names.length > 0) await docker('volume', 'rm', ...names);
}

/** Unmounts what agents had mounted for tasks below a directory: removing it would go through the mounts. */
async function unmountBelow(directory) {
  const below = `${await realpath(directory).catch(() => directory)}/`;
  const mounted = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1])
    .filter((place) => place?.startsWith(below));
  for (const place of mounted.reverse()) await run('umount', ['-l', place]);
}

export async function removeContainers(containers) {
  if (containers.length > 0) await docker('rm', '-f', '-v', ...containers.map((c) => c.id));
}
