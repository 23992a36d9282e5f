// Tasks with addresses of their own, on real Docker: who talks to whom, what a changed security group does and when, what
// a task finds inside, and that all of it outlives its agent. Alone: a machine has one address that tasks ask.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const run = promisify(execFile);
let gantry;
let subnets;
const groups = {};

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--settle-seconds', '3'] });
  await gantry.instancesReady();
  ({ Subnets: subnets } = await ec2('describe-subnets', '--filters', 'Name=default-for-az,Values=true'));
  for (const name of ['server', 'friend', 'stranger']) {
    const { GroupId } = await ec2('create-security-group', '--group-name', name, '--description', name,
      '--vpc-id', subnets[0].VpcId);
    groups[name] = GroupId;
  }
  await allow('friend');
  const web = { name: 'web', image: 'gantry/hello:latest', memory: 32, stopTimeout: 1 };
  const side = { ...web, name: 'side', command: ['sleep', '600'], dockerLabels: { 'gantry.endpoint': 'false' } };
  for (const [family, containers] of [['one', [web]], ['two', [web, side]]]) {
    await gantry.cli('register-task-definition', '--family', family, '--network-mode', 'awsvpc', '--task-role-arn',
      'arn:aws:iam::000000000000:role/app', '--container-definitions', JSON.stringify(containers));
  }
});
after(async () => { await gantry?.remove(); });

const ec2 = (...args) => gantry.aws('ec2', ...args);

const ids = () => subnets.map((subnet) => subnet.SubnetId);

/** Lets a group's tasks reach the servers' port 8080. */
const allow = (group) => ec2('authorize-security-group-ingress', '--group-id', groups.server, '--ip-permissions',
  `IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=${groups[group]}}]`);

const describe = (arn) => gantry.task(arn);
const detail = (task, name) => task.attachments[0].details.find((entry) => entry.name === name)?.value;

/** A running task of that group, with its address. */
async function start(group, family = 'one') {
  const { tasks, failures } = await gantry.cli('run-task', '--task-definition', family, '--network-configuration',
    `awsvpcConfiguration={subnets=[${ids()}],securityGroups=[${groups[group]}]}`);
  assert.deepEqual(failures, []);
  const task = await eventually(`a task of ${group}`, async () => {
    const now = await describe(tasks[0].taskArn);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  });
  return { ...task, address: detail(task, 'privateIPv4Address') };
}

async function containerOf(task, name) {
  return docker('ps', '-q', '--filter', `label=com.amazonaws.ecs.task-arn=${task.taskArn}`, '--filter',
    `label=com.amazonaws.ecs.container-name=${name}`);
}
const inside = async (task, script, name = 'web') => docker('exec', await containerOf(task, name), 'sh', '-c', script);
const page = (from, to) => inside(from, `timeout 2 wget -qO- http://${to.address}:8080/`);

test('tasks talk by their addresses, as their security groups have it, and a change is in force at once', async () => {
  const [server, friend, stranger] = await Promise.all(['server', 'friend', 'stranger'].map((group) => start(group)));
  assert.equal(server.attachments[0].status, 'ATTACHED');
  assert.deepEqual(server.containers[0].networkBindings, []);
  assert.equal(server.containers[0].networkInterfaces[0].privateIpv4Address, server.address);
  assert.match(await page(friend, server), /Hello from container/);
  await assert.rejects(page(stranger, server));
  await assert.rejects(page(server, friend)); // nothing lets them in there
  await allow('stranger');
  const asked = Date.now();
  await eventually('the change is in force', () => page(stranger, server).then(() => true, () => false), 5000, 10);
  console.log(`a changed security group is in force for a task that asks ${Date.now() - asked} ms later`);
  for (const task of [server, friend, stranger]) await gantry.cli('stop-task', '--task', task.taskArn);
  const ended = await eventually('the ends', async () => {
    const all = await Promise.all([server, friend, stranger].map((task) => describe(task.taskArn)));
    return all.every((task) => task.lastStatus === 'STOPPED') && all;
  });
  for (const task of ended) assert.equal(task.attachments[0].status, 'DELETED');
  assert.equal(await docker('ps', '-aq', '--filter', `label=com.amazonaws.ecs.task-arn=${server.taskArn}`,
    '--filter', 'label=dev.gantry.pause'), '');
});

test('containers share an address and names; role, metadata and the API are within reach', async () => {
  const task = await start('friend', 'two');
  assert.match(await inside(task, 'wget -qO- http://127.0.0.1:8080/', 'side'), /Hello from container/);
  assert.equal(await inside(task, 'hostname', 'side'), await inside(task, 'hostname'));
  assert.match(await inside(task, 'ip -4 addr show dev eth0'), new RegExp(`inet ${task.address}/`));
  assert.match(await inside(task, 'cat /etc/hosts'), new RegExp(`^${task.address}\\s`, 'm'));
  const role = JSON.parse(await inside(task, 'wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'));
  assert.equal(role.RoleArn, 'arn:aws:iam::000000000000:role/app');
  const metadata = JSON.parse(await inside(task, 'wget -qO- $ECS_CONTAINER_METADATA_URI_V4/task'));
  assert.deepEqual(metadata.Containers.map(({ Name, Type }) => [Name, Type]), [
    ['web', 'NORMAL'], ['side', 'NORMAL'], ['~internal~ecs~pause', 'CNI_PAUSE']]);
  const [network] = metadata.Containers[0].Networks;
  assert.equal(network.NetworkMode, 'awsvpc');
  assert.deepEqual(network.IPv4Addresses, [task.address]);
  assert.equal(network.MACAddress, detail(task, 'macAddress'));
  const subnet = subnets.find(({ SubnetId }) => SubnetId === detail(task, 'subnetId'));
  assert.equal(network.IPv4SubnetCIDRBlock, subnet.CidrBlock);
  const stats = JSON.parse(await inside(task, 'wget -qO- $ECS_CONTAINER_METADATA_URI_V4/stats'));
  assert.ok(stats.memory_stats.usage > 0);
  assert.deepEqual(Object.keys(stats.networks), ['eth0'], 'all containers show the interface of the task');
  assert.ok(stats.networks.eth0.rx_bytes > 0 && stats.precpu_stats.system_cpu_usage > 0);
  assert.equal(await inside(task, 'wget -qO /dev/null $AWS_ENDPOINT_URL/_gantry/health && echo reached'), 'reached');
  assert.equal(await inside(task, 'echo ${AWS_ENDPOINT_URL:-none}', 'side'), 'none', 'its label says so');
  assert.equal(await inside(task, 'cat /sys/class/net/eth0/mtu'), '1500', 'there is no tunnel to other machines');
  await gantry.cli('stop-task', '--task', task.taskArn);
});

test('beside tasks only containers of this machine reach the API at their address', async () => {
  const url = `http://169.254.170.2:${gantry.port}/_gantry/health`;
  const fetched = await docker('run', '--rm', 'gantry/hello:latest', 'wget', '-qO-', url);
  assert.match(fetched, /"status":"ok"/);
  await run('curl', ['-sf', '--max-time', '5', url]);
  // A host of the same link, which the system lets through to an address of the loopback device.
  const name = `gantry-e2e-${process.pid}`;
  const near = `e2e${process.pid}`.slice(0, 12);
  const ip = (...args) => run('ip', args);
  await ip('netns', 'add', name);
  try {
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('addr', 'add', '198.51.100.1/30', 'dev', near);
    await ip('link', 'set', near, 'up');
    await ip('-n', name, 'addr', 'add', '198.51.100.2/30', 'dev', 'eth0');
    await ip('-n', name, 'link', 'set', 'eth0', 'up');
    await ip('-n', name, 'route', 'add', '169.254.170.2', 'via', '198.51.100.1');
    const curl = (...args) => run('ip', ['netns', 'exec', name, 'curl', '-s', '--max-time', '5', ...args]);
    await assert.rejects(curl(url), ({ code }) => [52, 56].includes(code), 'neither an answer nor a silence');
  } finally {
    await ip('netns', 'del', name);
  }
});

test('a task outlives its agent, which finds it again', async () => {
  const server = await start('server');
  const friend = await start('friend');
  await gantry.kill();
  assert.match(await page(friend, server), /Hello from container/);
  await gantry.launch();
  await gantry.instancesReady();
  assert.match(await page(friend, server), /Hello from container/);
  const late = await start('friend');
  assert.match(await page(late, server), /Hello from container/);
  assert.equal((await describe(server.taskArn)).lastStatus, 'RUNNING');
  for (const task of [server, friend, late]) await gantry.cli('stop-task', '--task', task.taskArn);
  await eventually('the ends', async () => {
    const all = await Promise.all([server, friend, late].map((task) => describe(task.taskArn)));
    return all.every((task) => task.lastStatus === 'STOPPED');
  });
});

test('when the pause container dies, the task ends and says why', async () => {
  const task = await start('friend');
  await docker('kill', await containerOf(task, '~internal~ecs~pause'));
  const ended = await eventually('its end', async () => {
    const now = await describe(task.taskArn);
    return now.lastStatus === 'STOPPED' && now;
  });
  assert.match(ended.containers[0].reason, /ContainerNetworkingError: the pause container/);
});

test('the way from RunTask to RUNNING is about as long as Docker takes for a container with a bridge', async () => {
  const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
  const client = gantry.sdk();
  const { DescribeTasksCommand, RunTaskCommand, StopTaskCommand } = await import('@aws-sdk/client-ecs');
  const bare = [];
  const tasks = [];
  for (let round = 0; round < 7; ++round) {
    const begun = performance.now();
    const id = await docker('run', '-d', 'gantry/hello:latest');
    bare.push(performance.now() - begun);
    await docker('rm', '-f', id);
    const asked = performance.now();
    const { tasks: [task] } = await client.send(new RunTaskCommand({ taskDefinition: 'one', networkConfiguration: {
      awsvpcConfiguration: { subnets: ids(), securityGroups: [groups.friend] } } }));
    await eventually('it runs', async () => {
      const seen = await client.send(new DescribeTasksCommand({ tasks: [task.taskArn] }));
      return seen.tasks[0].lastStatus === 'RUNNING';
    }, 20_000, 5);
    tasks.push(performance.now() - asked);
    await client.send(new StopTaskCommand({ task: task.taskArn }));
    await eventually('it ends', async () => {
      const seen = await client.send(new DescribeTasksCommand({ tasks: [task.taskArn] }));
      return seen.tasks[0].lastStatus === 'STOPPED';
    }, 20_000, 20);
  }
  const [ours, dockers] = [median(tasks), median(bare)];
  console.log(`RunTask to RUNNING in awsvpc: ${ours.toFixed(0)} ms; docker run with a bridge: ${dockers.toFixed(0)} ms`);
});
