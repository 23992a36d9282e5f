// Two machines that share nothing but a wire: network namespaces with an agent each, and a control plane outside of both.
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
  DescribeContainerInstancesCommand, DescribeTasksCommand, ECSClient, ListContainerInstancesCommand, StopTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  GantryProcess, buildHelloImage, containersOf, docker, eventually, freePort, removeContainers, runAws,
} from './harness.mjs';

const run = promisify(execFile);
const ip = (...args) => run('ip', args);

/** A namespace with a wire to the control plane, whose end there has the address 10.98.<n>.1. */
class Machine {
  constructor(n) {
    Object.assign(this, { n, name: `gantry-e2e-m${n}-${process.pid}`, near: `e2em${n}${process.pid % 100000}` });
    this.address = `10.99.98.${n}`; // by which the other machine reaches it
  }

  async make() {
    await ip('netns', 'add', this.name);
    await ip('link', 'add', this.near, 'type', 'veth', 'peer', 'name', 'control', 'netns', this.name);
    await ip('addr', 'add', `10.98.${this.n}.1/30`, 'dev', this.near);
    await ip('link', 'set', this.near, 'up');
    await ip('-n', this.name, 'addr', 'add', `10.98.${this.n}.2/30`, 'dev', 'control');
    for (const device of ['lo', 'control']) await ip('-n', this.name, 'link', 'set', device, 'up');
    await ip('-n', this.name, 'route', 'add', 'default', 'via', `10.98.${this.n}.1`);
  }

  async wireTo(other) {
    await ip('-n', this.name, 'link', 'add', 'wire', 'type', 'veth', 'peer', 'name', 'wire', 'netns', other.name);
    for (const machine of [this, other]) {
      await ip('-n', machine.name, 'addr', 'add', `${machine.address}/24`, 'dev', 'wire');
      await ip('-n', machine.name, 'link', 'set', 'wire', 'up');
    }
  }

  agent(args) {
    this.process = new GantryProcess(['agent', '--pull', 'prefer-cached', '--network-address', this.address, ...args],
      { by: ['nsenter', `--net=/run/netns/${this.name}`] });
    this.process.start();
  }

  remove() {
    return ip('netns', 'del', this.name).catch(() => {});
  }
}

const machines = [new Machine(1), new Machine(2)];
const groups = {};
let directory;
let server;
let aws;
let ecs;
let subnets;
let instances; // of each machine, its container instance's id

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-two-'));
  for (const machine of machines) await machine.make();
  await machines[0].wireTo(machines[1]);
  const endpoint = `http://10.98.1.1:${await freePort()}`;
  const { hostname, port } = new URL(endpoint);
  server = new GantryProcess(['server', '--address', hostname, '--port', port, '--data-dir', `${directory}/server`]);
  server.start();
  await server.healthy(endpoint);
  const keyFile = `${directory}/server/root.key`;
  const key = (await readFile(keyFile, 'utf8')).trim().split(':');
  const [accessKeyId, secretAccessKey] = key;
  ecs = new ECSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });
  aws = (...args) => runAws(endpoint, key, ...args);
  for (const machine of machines) {
    machine.agent(['--endpoint', endpoint, '--key-file', keyFile, '--data-dir', `${directory}/agent-${machine.n}`,
      '--attribute', `machine=m${machine.n}`]);
  }
  instances = await eventually('two container instances', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({}));
    if (containerInstanceArns.length < 2) return false;
    const told = await ecs.send(new DescribeContainerInstancesCommand({ containerInstances: containerInstanceArns }));
    const named = (n) => told.containerInstances.find((one) => one.agentConnected
      && one.attributes.some(({ name, value }) => name === 'machine' && value === `m${n}`));
    const both = machines.map(({ n }) => named(n)?.containerInstanceArn.split('/').at(-1));
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
  for (const { process: agent } of machines) await agent?.end('SIGTERM');
  await server?.end('SIGTERM');
  await removeContainers(await containersOf(instances ?? [], '-a'));
  for (const machine of machines) await machine.remove();
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

test('a task reaches one on the other machine by its address; a security group stops a third, until it lets it', async () => {
  const [here, friend, stranger] = [await start('server', 1), await start('friend', 2), await start('stranger', 2)];
  await eventually('both machines know', () => reaches(friend, here), 5000);
  assert.match(await page(friend, here), /Hello from container/);
  assert.equal(await inside(friend, 'cat /sys/class/net/eth0/mtu'), '1450', 'the tunnel takes its part');
  assert.equal(await reaches(stranger, here), false);
  assert.equal(await reaches(here, friend), false, 'nothing lets anybody in there');
  await allow('stranger');
  await eventually('the change is in force', () => reaches(stranger, here), 5000, 20);
  await stop(here, friend, stranger);
});

test('while an agent is away its tasks are reached, and it comes back to what there is by then', async () => {
  const [here, friend] = [await start('server', 1), await start('friend', 2)];
  await eventually('both machines know', () => reaches(friend, here), 5000);
  await machines[0].process.end('SIGKILL');
  assert.equal(await reaches(friend, here), true);
  const late = await start('friend', 2); // which the machine without an agent was not told of
  machines[0].process.start();
  await eventually('it learns of the other', () => reaches(late, here), 20_000, 200);
  const fresh = await start('server', 1);
  await eventually('both machines know', () => reaches(late, fresh), 5000);
  await stop(here, friend, late, fresh);
});
