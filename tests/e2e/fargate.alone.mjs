// FARGATE on real containers, as the tutorials have it: a task and a service with addresses in the default VPC, a roll-out,
// an interruption. `gantry dev` runs what nobody sees as a container instance.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Gantry, buildHelloImage, containersOf, docker, eventually, gantryBinary, removeContainers } from './harness.mjs';

const run = promisify(execFile);

let gantry;
let machine;
let network;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--settle-seconds', '3'] });
  await gantry.instancesReady();
  const { subnets } = await ec2('describe-subnets', '--filters', 'Name=default-for-az,Values=true');
  network = `awsvpcConfiguration={subnets=[${subnets.slice(0, 2).join(',')}],assignPublicIp=ENABLED}`;
  // The default group lets in what is in it, and nobody else.
  const { groups } = await ec2('describe-security-groups', '--filters', 'Name=group-name,Values=default');
  await ec2('authorize-security-group-ingress', '--group-id', groups[0], '--protocol', 'tcp', '--port', '8080', '--cidr',
    '0.0.0.0/0');
  await gantry.cli('put-cluster-capacity-providers', '--cluster', 'default', '--capacity-providers', 'FARGATE',
    'FARGATE_SPOT', '--default-capacity-provider-strategy');
  for (let revision = 1; revision <= 2; ++revision) {
    await gantry.cli('register-task-definition', '--family', 'far', '--network-mode', 'awsvpc', '--cpu', '256',
      '--memory', '512', '--requires-compatibilities', 'FARGATE', '--container-definitions', JSON.stringify([
        { name: 'web', image: 'gantry/hello:latest', stopTimeout: 2, portMappings: [{ containerPort: 8080 }],
          environment: [{ name: 'REVISION', value: String(revision) }] }]));
  }
});

after(async () => {
  if (!gantry) return;
  // The network of tasks goes with the last of them.
  await eventually('all tasks end', async () => {
    const { taskArns } = await gantry.cli('list-tasks', '--desired-status', 'STOPPED');
    const { tasks } = await gantry.cli('describe-tasks', '--tasks', ...taskArns);
    return tasks.every((task) => task.lastStatus === 'STOPPED');
  }).catch(console.error);
  const seen = await docker('ps', '-a', '--filter', 'label=dev.gantry.instance', '--format',
    '{{.Label "dev.gantry.instance"}}');
  await gantry.stop();
  const machines = seen.split('\n').filter((arn) => machine && arn.endsWith(machine)).map((arn) => arn.split('/').at(-1));
  await removeContainers(await containersOf([...new Set(machines)], '-a'));
  await gantry.remove();
});

/** What EC2 answers: ids of subnets and groups, interfaces. */
async function ec2(...args) {
  const answer = await gantry.aws('ec2', ...args);
  return { subnets: answer.Subnets?.map((subnet) => subnet.SubnetId), interfaces: answer.NetworkInterfaces,
    groups: answer.SecurityGroups?.map((group) => group.GroupId) };
}

const describe = (arn) => gantry.task(arn);

async function started(...flags) {
  const { tasks, failures } = await gantry.cli('run-task', '--task-definition', 'far:1', '--network-configuration',
    network, ...flags);
  assert.deepEqual(failures, []);
  const running = await eventually('a running task', async () => {
    const task = await describe(tasks[0].taskArn);
    assert.notEqual(task.lastStatus, 'STOPPED', task.stoppedReason);
    return task.lastStatus === 'RUNNING' && task;
  });
  const label = await docker('ps', '--filter', `label=com.amazonaws.ecs.task-arn=${running.taskArn}`, '--format',
    '{{.Label "dev.gantry.instance"}}');
  machine ??= label.split('\n')[0].split('/').at(-1);
  return running;
}

const detail = (task, name) => task.attachments[0].details.find((entry) => entry.name === name)?.value;

/** What the task's program answers at an address. */
const page = async (address) => (await fetch(`http://${address}:8080/`, { signal: AbortSignal.timeout(3000) })).text();

test('a task runs with an address of its own, on a machine that nobody sees', async () => {
  const task = await started('--launch-type', 'FARGATE');
  assert.equal(task.launchType, 'FARGATE');
  assert.equal(task.platformVersion, '1.4.0');
  assert.equal(task.containerInstanceArn, undefined);
  assert.equal(task.attachments[0].status, 'ATTACHED');
  assert.match(await page(detail(task, 'privateIPv4Address')), /Hello from container/);
  const { interfaces } = await ec2('describe-network-interfaces', '--network-interface-ids',
    detail(task, 'networkInterfaceId'));
  assert.match(await page(interfaces[0].Association.PublicIp), /Hello from container/);
  const { clusters: [cluster] } = await gantry.cli('describe-clusters');
  assert.equal(cluster.registeredContainerInstancesCount, 1);
  assert.equal(cluster.runningTasksCount, 1);
  await gantry.cli('stop-task', '--task', task.taskArn);
  const stopped = await eventually('its end', async () => {
    const now = await describe(task.taskArn);
    return now.lastStatus === 'STOPPED' && now;
  });
  assert.equal(stopped.stopCode, 'UserInitiated');
  assert.equal(stopped.attachments[0].status, 'DELETED');
});

// As people write it down from a tutorial: with what the console adds, and nothing that Gantry would need.
test('a definition out of a tutorial runs as it is', async () => {
  const image = `nginx:gantry-e2e-${process.pid}`;
  await docker('tag', 'gantry/hello:latest', image);
  const definition = {
    family: 'sample-fargate', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512',
    executionRoleArn: 'arn:aws:iam::000000000000:role/ecsTaskExecutionRole',
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: process.arch === 'arm64' ? 'ARM64' : 'X86_64' },
    containerDefinitions: [{
      name: 'nginx', image, cpu: 0, essential: true, stopTimeout: 2,
      environment: [], environmentFiles: [], mountPoints: [], volumesFrom: [],
      portMappings: [{ name: 'nginx-80-tcp', containerPort: 80, hostPort: 80, protocol: 'tcp', appProtocol: 'http' }],
      entryPoint: ['sh', '-c'],
      command: ['echo started; mkdir -p /www && echo "It works" > /www/index.html && httpd -f -p 80 -h /www'],
      logConfiguration: { logDriver: 'awslogs', options: {
        'awslogs-group': '/ecs/sample-fargate', 'awslogs-create-group': 'true', 'awslogs-region': 'us-east-1',
        'awslogs-stream-prefix': 'ecs', 'mode': 'non-blocking', 'max-buffer-size': '25m',
      } },
    }],
  };
  const role = ['--role-name', 'ecsTaskExecutionRole'];
  await gantry.aws('iam', 'create-role', ...role, '--assume-role-policy-document', JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
  }));
  await gantry.aws('iam', 'attach-role-policy', ...role, '--policy-arn',
    'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy');
  await gantry.aws('iam', 'attach-role-policy', ...role, '--policy-arn', 'arn:aws:iam::aws:policy/CloudWatchLogsFullAccess');
  try {
    await gantry.cli('register-task-definition', '--cli-input-json', JSON.stringify(definition));
    await ec2('authorize-security-group-ingress', '--group-id', (await ec2('describe-security-groups', '--filters',
      'Name=group-name,Values=default')).groups[0], '--protocol', 'tcp', '--port', '80', '--cidr', '0.0.0.0/0');
    await gantry.cli('create-service', '--service-name', 'fargate-service', '--task-definition', 'sample-fargate',
      '--desired-count', '1', '--launch-type', 'FARGATE', '--network-configuration', network);
    const task = await eventually('its task', async () => {
      const { taskArns: [arn] } = await gantry.cli('list-tasks', '--service-name', 'fargate-service');
      const now = arn && await describe(arn);
      return now?.lastStatus === 'RUNNING' && now;
    }, 30_000, 200);
    assert.deepEqual([task.platformVersion, task.platformFamily, task.ephemeralStorage.sizeInGiB], ['1.4.0', 'Linux', 20]);
    machine ??= (await docker('inspect', '--format', '{{index .Config.Labels "dev.gantry.instance"}}',
      task.containers[0].runtimeId)).split('/').at(-1);
    const address = detail(task, 'privateIPv4Address');
    assert.equal(await (await fetch(`http://${address}/`, { signal: AbortSignal.timeout(3000) })).text(), 'It works\n');
    const { logStreams } = await eventually('its log', () => gantry.aws('logs', 'describe-log-streams', '--log-group-name',
      '/ecs/sample-fargate'));
    assert.deepEqual(logStreams.map(({ logStreamName }) => logStreamName), [`ecs/nginx/${task.taskArn.split('/').at(-1)}`]);
    const seen = await docker('exec', task.containers[0].runtimeId, 'sh', '-c',
      'ls /var/run/docker.sock /run/docker.sock 2>/dev/null; ls -d /proc/[0-9]* | wc -l; cat /proc/mounts');
    assert.ok(!seen.includes('docker.sock') && Number(seen.split('\n')[0]) < 10, 'nothing of the host is to be seen');
    await gantry.cli('delete-service', '--service', 'fargate-service', '--force');
    await eventually('its end', async () => (await describe(task.taskArn)).lastStatus === 'STOPPED');
    const { stdout: disks } = await run('find', [gantry.dataDir, '-name', '*.img']);
    assert.equal(disks, '', 'its storage is gone with it');
  } finally {
    await gantry.cli('delete-service', '--service', 'fargate-service', '--force').catch(() => {});
    await docker('image', 'rm', '-f', image).catch(() => {});
  }
});

test('a service of two rolls, its capacity split over providers', async () => {
  await gantry.cli('create-service', '--service-name', 'web', '--task-definition', 'far:1', '--desired-count', '2',
    '--network-configuration', network, '--capacity-provider-strategy', 'capacityProvider=FARGATE,weight=1',
    'capacityProvider=FARGATE_SPOT,weight=1');
  const settled = (revision) => eventually(`revision ${revision}`, async () => {
    const service = await gantry.service('web');
    return service.deployments.length === 1 && service.runningCount === 2 &&
      service.deployments[0].rolloutState === 'COMPLETED' && service.taskDefinition.endsWith(`:${revision}`);
  }, 60_000);
  await settled(1);
  await gantry.cli('update-service', '--service', 'web', '--task-definition', 'far:2');
  await settled(2);
  const { taskArns } = await gantry.cli('list-tasks', '--service-name', 'web');
  const { tasks } = await gantry.cli('describe-tasks', '--tasks', ...taskArns);
  assert.deepEqual(tasks.map((task) => task.capacityProviderName).sort(), ['FARGATE', 'FARGATE_SPOT']);
  for (const task of tasks) assert.match(await page(detail(task, 'privateIPv4Address')), /Hello from container/);

  const spot = tasks.find((task) => task.capacityProviderName === 'FARGATE_SPOT');
  await run(gantryBinary, ['interrupt', '--endpoint', gantry.endpoint, '--notice', '2', spot.taskArn]);
  const told = await describe(spot.taskArn);
  assert.deepEqual([told.stopCode, told.lastStatus], ['TerminationNotice', 'RUNNING']);
  const ended = await eventually('its end', async () => {
    const now = await describe(spot.taskArn);
    return now.lastStatus === 'STOPPED' && now;
  });
  assert.deepEqual([ended.stopCode, ended.stoppedReason], ['SpotInterruption', 'Your Spot Task was interrupted.']);
  await settled(2);
  await gantry.cli('delete-service', '--service', 'web', '--force');
});
