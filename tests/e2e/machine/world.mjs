// What the tests on a machine of its own share: one Gantry, and tasks of it. They speak by the SDK and by Docker's API:
// where the processor is emulated, each program that is started takes seconds.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before } from 'node:test';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeTasksCommand, RegisterTaskDefinitionCommand, RunTaskCommand, StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { Gantry, buildHelloImage, eventually } from '../harness.mjs';

let gantry;
let ecs;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: [
    '--file-system', 'fs-0nas=127.0.0.1:/share',
    '--file-system', 'fs-0nas/fsap-0team=127.0.0.1:/share/team',
    '--file-system', 'fs-0none=127.0.0.1:/none'] });
  await gantry.instancesReady(1, 120_000);
  ecs = gantry.sdk();
});
after(() => gantry?.remove());

/** Those that there are by default, of all zones. */
export async function subnets() {
  const ec2 = new EC2Client({ endpoint: gantry.endpoint, region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } });
  return (await ec2.send(new DescribeSubnetsCommand({}))).Subnets.map(({ SubnetId }) => SubnetId);
}

/** A container of a definition: a line of shell. @param members others of it */
export const container = (name, script, members = {}) => ({
  name, image: 'gantry/hello:latest', stopTimeout: 2, entryPoint: [], command: ['sh', '-c', script], ...members });

/** Registers a definition. @param members others of it */
export const define = (family, containerDefinitions, members = {}) =>
  ecs.send(new RegisterTaskDefinitionCommand({ family, containerDefinitions, ...members }));

/** @param members others of RunTask */
export async function launch(taskDefinition, members = {}) {
  const { tasks, failures } = await ecs.send(new RunTaskCommand({ taskDefinition, ...members }));
  assert.deepEqual(failures, []);
  return tasks[0];
}

const described = async ({ taskArn }) => (await ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }))).tasks[0];

export async function running(taskDefinition, members) {
  const task = await launch(taskDefinition, members);
  return eventually('a running task', async () => {
    const now = await described(task);
    assert.notEqual(now.lastStatus, 'STOPPED', now.stoppedReason);
    return now.lastStatus === 'RUNNING' && now;
  }, 120_000, 500);
}

export const ended = (task) => eventually('its end', async () => {
  const now = await described(task);
  return now.lastStatus === 'STOPPED' && now;
}, 120_000, 500);

export async function stop(...tasks) {
  await Promise.all(tasks.map(({ taskArn }) => ecs.send(new StopTaskCommand({ task: taskArn }))));
  return Promise.all(tasks.map(ended));
}

function post(path, body) {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: '/var/run/docker.sock', path, method: 'POST', agent: false,
      headers: { 'Content-Type': 'application/json' } }, (answer) => {
      text(answer).then((told) => (answer.statusCode < 300 ? resolve(told) : reject(new Error(told)))).catch(reject);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });
}

/** Runs a line of shell in the task's first container. @return all that it prints */
export async function shell(task, line) {
  const { Id } = JSON.parse(await post(`/containers/${task.containers[0].runtimeId}/exec`,
    { AttachStdout: true, AttachStderr: true, Tty: true, Cmd: ['sh', '-c', line] }));
  return (await post(`/exec/${Id}/start`, { Tty: true })).replaceAll('\r', '').trim();
}
