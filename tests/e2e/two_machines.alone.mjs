// Two machines that share nothing but a wire: network namespaces with an agent each, and a control plane in a third.
// Tasks with addresses of their own reach each other from machine to machine, as far as their security groups let them,
// also while an agent is away. (Both run their containers in one Docker, which has no part in these tasks' network.)

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import {
  DescribeContainerInstancesCommand, DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, ListTasksCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  GantryProcess, buildHelloImage, containersOf, docker, eventually, removeContainers, runAws,
} from './harness.mjs';

const run = promisify(execFile);
const ip = (...args) => run('ip', args);

/** A network namespace, and what of Gantry runs in it. */
class Machine {
  constructor(what) {
    this.name = `gantry-e2e-${what}-${process.pid}`;
  }

  async make() {
    await ip('netns', 'add', this.name);
    await ip('-n', this.name, 'link', 'set', 'lo', 'up');
  }

  async use(device, address) {
    await ip('-n', this.name, 'addr', 'add', address, 'dev', device);
    await ip('-n', this.name, 'link', 'set', device, 'up');
  }

  run(...args) {
    this.process = new GantryProcess(args, { by: ['nsenter', `--net=/run/netns/${this.name}`] });
    this.process.start();
  }

  remove() {
    return ip('netns', 'del', this.name).catch(() => {});
  }
}

/** Puts a wire between two of them. @param ends what each calls its end, and its address there */
async function wire([one, device, address], [other, otherDevice, otherAddress]) {
  await ip('-n', one.name, 'link', 'add', device, 'type', 'veth', 'peer', 'name', otherDevice, 'netns', other.name);
  await one.use(device, address);
  await other.use(otherDevice, otherAddress);
}

const control = new Machine('control');
const machines = [new Machine('m1'), new Machine('m2')];
const here = `e2e${process.pid % 100_000}`; // the test's end of its wire to the control plane
const groups = {};
let directory;
let aws;
let ecs;
let subnets;
let instances; // of each machine, its container instance's id

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-two-'));
  for (const machine of [control, ...machines]) await machine.make();
  await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', 'test', 'netns', control.name);
  await ip('addr', 'add', '10.98.0.1/30', 'dev', here);
  await ip('link', 'set', here, 'up');
  await control.use('test', '10.98.0.2/30');
  for (const [i, machine] of machines.entries()) {
    await wire([control, `m${i + 1}`, `10.98.${i + 1}.1/30`], [machine, 'control', `10.98.${i + 1}.2/30`]);
    await ip('-n', machine.name, 'route', 'add', 'default', 'via', `10.98.${i + 1}.1`);
  }
  await wire([machines[0], 'wire', '10.99.98.1/24'], [machines[1], 'wire', '10.99.98.2/24']);
  const endpoint = 'http://10.98.0.2:4566';
  control.run('server', '--address', '10.98.0.2', '--port', '4566', '--data-dir', `${directory}/server`);
  await control.process.healthy(endpoint);
  const keyFile = `${directory}/server/root.key`;
  const key = (await readFile(keyFile, 'utf8')).trim().split(':');
  const [accessKeyId, secretAccessKey] = key;
  ecs = new ECSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  aws = (...args) => runAws(endpoint, key, ...args);
  for (const [i, machine] of machines.entries()) {
    machine.run('agent', '--endpoint', endpoint, '--key-file', keyFile, '--data-dir', `${directory}/agent-${i + 1}`,
      '--pull', 'prefer-cached', '--network-address', `10.99.98.${i + 1}`, '--attribute', `machine=m${i + 1}`);
  }
  instances = await eventually('two container instances', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    if (containerInstanceArns.length < 2) return false;
    const told = await ecs.send(new DescribeContainerInstancesCommand({ containerInstances: containerInstanceArns }));
    const named = (n) => told.containerInstances.find((one) => one.agentConnected
      && one.attributes.some(({ name, value }) => name === 'machine' && value === `m${n}`));
    const both = [1, 2].map((n) => named(n)?.containerInstanceArn.split('/').at(-1));
    return both.every(Boolean) && both;
  });
  await aws('ec2', 'create-default-vpc');
  ({ Subnets: subnets } = await aws('ec2', 'describe-subnets'));
  for (const name of ['server', 'friend', 'stranger']) {
    ({ GroupId: groups[name] } = await aws('ec2', 'create-security-group', '--group-name', name, '--description', name,
      '--vpc-id', subnets[0].VpcId));
  }
  await allow('friend');
  await aws('ecs', 'register-task-definition', '--family', 'web', '--network-mode', 'awsvpc', '--container-definitions',
    JSON.stringify([{ name: 'web', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1 }]));
});

after(async () => {
  // The network of tasks goes with the last of them, also where a test has failed.
  if (instances) await stopAll().catch(console.error);
  for (const { process: each } of [...machines, control]) await each?.end('SIGTERM');
  await removeContainers(await containersOf(instances ?? [], '-a'));
  for (const machine of [...machines, control]) await machine.remove();
  if (directory) await rm(directory, { recursive: true, force: true });
});

const allow = (group) => aws('ec2', 'authorize-security-group-ingress', '--group-id', groups.server, '--ip-permissions',
  `IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=${groups[group]}}]`);
const describe = async (task) => (await ecs.send(new DescribeTasksCommand({ tasks: [task] }))).tasks[0];

/** A running task of that group on a machine, with its address. */
async function start(group, machine) {
  const { tasks, failures } = await aws('ecs', 'start-task', '--task-definition', 'web', '--container-instances',
    instances[machine - 1], '--network-configuration',
    `awsvpcConfiguration={subnets=[${subnets.map(({ SubnetId }) => SubnetId)}],securityGroups=[${groups[group]}]}`);
  assert.deepEqual(failures, []);
  const task = await eventually(`a task of ${group} on machine ${machine}`, async () => {
    const now = await describe(tasks[0].taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  });
  const address = task.attachments[0].details.find(({ name }) => name === 'privateIPv4Address').value;
  return { arn: task.taskArn, address };
}

async function inside(task, script) {
  const container = await docker('ps', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${task.arn}`, '--filter',
    'label=com.amazonaws.ecs.container-name=web');
  return docker('exec', container, 'sh', '-c', script);
}
const page = (from, to) => inside(from, `timeout 2 wget -qO- http://${to.address}:8080/`);
const reaches = (from, to) => page(from, to).then(() => true, () => false);

async function stop(...tasks) {
  for (const { arn } of tasks) await ecs.send(new StopTaskCommand({ task: arn }));
  await eventually('the ends', async () => {
    const all = await Promise.all(tasks.map(({ arn }) => describe(arn)));
    return all.every(({ lastStatus }) => lastStatus === 'STOPPED');
  });
}

async function stopAll() {
  const { taskArns } = await ecs.send(new ListTasksCommand({}));
  await stop(...taskArns.map((arn) => ({ arn })));
}

test('a task reaches one on the other machine by its address; a security group stops a third, until it lets it', async () => {
  const [server, friend, stranger] = [await start('server', 1), await start('friend', 2), await start('stranger', 2)];
  await eventually('both machines know', () => reaches(friend, server), 5000);
  assert.match(await page(friend, server), /Hello from container/);
  assert.equal(await inside(friend, 'cat /sys/class/net/eth0/mtu'), '1450', 'the tunnel takes its part');
  assert.equal(await reaches(stranger, server), false);
  assert.equal(await reaches(server, friend), false, 'nothing lets anybody in there');
  await allow('stranger');
  await eventually('the change is in force', () => reaches(stranger, server), 5000, 20);
  await stop(server, friend, stranger);
});

test('while an agent is away its tasks are reached, and it comes back to what there is by then', async () => {
  const [server, friend] = [await start('server', 1), await start('friend', 2)];
  await eventually('both machines know', () => reaches(friend, server), 5000);
  await machines[0].process.end('SIGKILL');
  assert.equal(await reaches(friend, server), true);
  const late = await start('friend', 2); // which the machine without an agent was not told of
  machines[0].process.start();
  await eventually('it learns of the other', () => reaches(late, server), 20_000, 200);
  const fresh = await start('server', 1);
  await eventually('both machines know', () => reaches(late, fresh), 5000);
  await stop(server, friend, late, fresh);
});
