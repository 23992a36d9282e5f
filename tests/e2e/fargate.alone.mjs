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
