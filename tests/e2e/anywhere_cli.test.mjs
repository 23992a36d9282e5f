// ECS Anywhere with the stock AWS CLI: an activation of Systems Manager lets a machine in, which runs tasks of
// launch type EXTERNAL with its role's rights, through kill -9, until it is deregistered.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { GantryProcess, buildHelloImage, containersOf, eventually, freePort, removeContainers, runAws } from './harness.mjs';

const kRole = 'ecsAnywhere';
const kTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

let port;
let endpoint;
let dirs;
let server;
let agent;
let key;
let activation;
let machine;
const instances = [];

before(async () => {
  await buildHelloImage();
  port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  const place = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
  dirs = { server: path.join(place, 'server'), agent: path.join(place, 'agent'), place }; // made by who has them
  server = new GantryProcess(['server', '--port', String(port), '--data-dir', dirs.server, '--settle-seconds', '3']);
  server.start();
  await server.healthy(endpoint);
  key = (await readFile(`${dirs.server}/root.key`, 'utf8')).trim().split(':');
});
after(async () => {
  await agent?.end('SIGTERM');
  await server?.end('SIGTERM');
  await removeContainers(await containersOf(instances, '-a'));
  for (const dir of Object.values(dirs ?? {})) await rm(dir, { recursive: true, force: true });
});

const aws = (...args) => runAws(endpoint, key, ...args);

function startAgent(...args) {
  agent = new GantryProcess(['agent', '--server', endpoint, '--cluster', 'edge', '--data-dir', dirs.agent,
    '--ping-seconds', '5', '--task-endpoint', 'off', '--task-networking', 'off', '--bind-address', '127.0.0.1', ...args]);
  agent.start();
}
const connected = () => eventually('the instance is connected', async () => {
  const { containerInstanceArns } = await aws('ecs', 'list-container-instances', '--cluster', 'edge');
  if (containerInstanceArns.length !== 1) return false;
  const { containerInstances } = await aws('ecs', 'describe-container-instances', '--cluster', 'edge',
    '--container-instances', containerInstanceArns[0]);
  return containerInstances[0].agentConnected && containerInstances[0];
}, 30_000, 300);

test('an activation needs a role that lets Systems Manager in', async () => {
  await assert.rejects(aws('ssm', 'create-activation', '--iam-role', kRole),
    { stderr: /Nonexistent role or missing ssm service principal in trust policy/ });
  await aws('iam', 'create-role', '--role-name', kRole, '--assume-role-policy-document', kTrust);
  for (const policy of ['AmazonSSMManagedInstanceCore', 'service-role/AmazonEC2ContainerServiceforEC2Role']) {
    await aws('iam', 'attach-role-policy', '--role-name', kRole, '--policy-arn', `arn:aws:iam::aws:policy/${policy}`);
  }
  activation = await aws('ssm', 'create-activation', '--iam-role', kRole, '--default-instance-name', 'rack-7');
  const { ActivationList } = await aws('ssm', 'describe-activations');
  assert.deepEqual([ActivationList[0].RegistrationLimit, ActivationList[0].RegistrationsCount], [1, 0]);
  assert.ok(!JSON.stringify(ActivationList).includes(activation.ActivationCode), 'the code is told once');
});

test('a machine joins with it, and its code is not to be seen', async () => {
  await aws('ecs', 'create-cluster', '--cluster-name', 'edge');
  startAgent('--join', `${activation.ActivationId}:${activation.ActivationCode}`);
  const instance = await connected();
  instances.push(instance.containerInstanceArn.split('/').at(-1));
  machine = instance.ec2InstanceId;
  assert.match(machine, /^mi-[0-9a-f]{17}$/);
  assert.ok(instance.attributes.some(({ name }) => name === 'ecs.capability.external'));
  const { InstanceInformationList: [shown] } = await aws('ssm', 'describe-instance-information');
  assert.deepEqual([shown.InstanceId, shown.Name, shown.PingStatus, shown.IamRole, shown.ResourceType],
    [machine, 'rack-7', 'Online', kRole, 'ManagedInstance']);
  for (const file of ['cmdline', 'environ']) {
    const seen = await readFile(`/proc/${agent.process.pid}/${file}`, 'latin1');
    assert.ok(!seen.includes(activation.ActivationCode), file);
  }
  assert.ok(!agent.log.includes(activation.ActivationCode));
  assert.ok(!server.log.includes(activation.ActivationCode));
  assert.equal((await stat(dirs.agent)).mode & 0o777, 0o700);
  for (const file of ['machine.key', 'machine.json']) {
    assert.equal((await stat(path.join(dirs.agent, file))).mode & 0o777, 0o600, file);
  }
});

test('tasks of launch type EXTERNAL run on it, and on nothing else', async () => {
  const definition = JSON.parse(await readFile(new URL('../../examples/hello/task-definition.json', import.meta.url), 'utf8'));
  const file = path.join(dirs.agent, 'definition.json');
  await writeFile(file, JSON.stringify({ ...definition, family: 'outside' }));
  const { taskDefinition } = await aws('ecs', 'register-task-definition', '--cli-input-json', `file://${file}`);
  assert.ok(taskDefinition.compatibilities.includes('EXTERNAL') && taskDefinition.compatibilities.includes('EC2'));
  const { tasks: [task] } = await aws('ecs', 'run-task', '--cluster', 'edge', '--launch-type', 'EXTERNAL',
    '--task-definition', 'outside');
  const running = await eventually('it runs', async () => {
    const { tasks: [now] } = await aws('ecs', 'describe-tasks', '--cluster', 'edge', '--tasks', task.taskArn);
    return now.lastStatus === 'RUNNING' && now;
  }, 30_000, 300);
  assert.equal(running.launchType, 'EXTERNAL');
  const { tasks, failures } = await aws('ecs', 'run-task', '--cluster', 'edge', '--launch-type', 'EC2',
    '--task-definition', 'outside');
  assert.deepEqual(tasks, []);
  assert.deepEqual(failures.map(({ reason }) => reason), ['NO ACTIVE INSTANCES']);
});

test('killed, it knows who it is and needs no code', async () => {
  await agent.end('SIGKILL');
  startAgent();
  assert.equal((await connected()).ec2InstanceId, machine);
  const { ActivationList } = await aws('ssm', 'describe-activations');
  assert.equal(ActivationList[0].RegistrationsCount, 1);
});

test('it is told what does not go with that', async () => {
  await agent.end('SIGKILL');
  const file = path.join(dirs.place, 'key');
  await writeFile(file, key.join(':'), { mode: 0o600 });
  for (const [options, cluster] of [[['--key-file', file], ['--cluster', 'edge']], [['--pool', 'fargate'], []]]) {
    agent = new GantryProcess(['agent', '--server', endpoint, ...cluster, '--data-dir', dirs.agent, '--task-endpoint', 'off',
      '--task-networking', 'off', ...options]);
    agent.start();
    assert.equal(await agent.exited, 2);
    assert.match(agent.log, /--key-file and --pool do not go with that/);
  }
  startAgent();
  assert.equal((await connected()).ec2InstanceId, machine);
});

test('the answer to its registration lost, it comes in again by its key', async () => {
  await agent.end('SIGKILL');
  await rm(path.join(dirs.agent, 'machine.json'));
  await writeFile(path.join(dirs.agent, 'code'), `${activation.ActivationId}:${activation.ActivationCode}\n`);
  startAgent('--join', `file:${path.join(dirs.agent, 'code')}`);
  assert.equal((await connected()).ec2InstanceId, machine);
});

test('another machine does not come in by an activation that is used up', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
  const second = new GantryProcess(['agent', '--server', endpoint, '--cluster', 'edge', '--data-dir', dir,
    '--task-endpoint', 'off', '--task-networking', 'off',
    '--join', `${activation.ActivationId}:${activation.ActivationCode}`]);
  second.start();
  assert.equal(await second.exited, 5);
  assert.match(second.log, /used up: 1 of 1/);
  await rm(dir, { recursive: true, force: true });
});

test('deregistered, it is refused', async () => {
  await aws('ssm', 'deregister-managed-instance', '--instance-id', machine);
  assert.equal(await Promise.race([agent.exited, new Promise((done) => { setTimeout(done, 20_000, 'still there'); })]), 5);
  assert.match(agent.log, /not registered, or not any more/);
  startAgent();
  assert.equal(await agent.exited, 5);
  assert.deepEqual((await aws('ssm', 'describe-instance-information')).InstanceInformationList, []);
});
