// gantry.roll-on-change: a service whose container asks for it is deployed anew when a secret or parameter that it uses
// has a new version; others are not, nor is anything on a restart of Gantry.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, docker, eventually } from './harness.mjs';

const kTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const kMayRead = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['ssm:GetParameters', 'secretsmanager:GetSecretValue', 'kms:Decrypt'], Resource: '*' }],
});

let gantry;
let secretArn;

before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--settle-seconds', '2', '--secret-roll-seconds', '2'] });
  await gantry.instancesReady();
  await aws('iam', 'create-role', '--role-name', 'execution', '--assume-role-policy-document', kTrust);
  await aws('iam', 'put-role-policy', '--role-name', 'execution', '--policy-name', 'read', '--policy-document', kMayRead);
  const made = await aws('secretsmanager', 'create-secret', '--name', 'db', '--secret-string', '{"password":"first-password"}');
  secretArn = made.ARN;
  await put('/shop/greeting', 'first-greeting');
  await service('asks', { 'gantry.roll-on-change': 'true' }, [
    { name: 'PASSWORD', valueFrom: `${secretArn}:password::` }, { name: 'GREETING', valueFrom: '/shop/greeting' },
  ]);
  await service('pinned', { 'gantry.roll-on-change': 'true' }, [{ name: 'PASSWORD', valueFrom: `${secretArn}:password::${made.VersionId}` }]);
  await service('plain', {}, [{ name: 'PASSWORD', valueFrom: `${secretArn}:password::` }]);
  for (const name of ['asks', 'pinned', 'plain']) await steady(name);
});
after(async () => { await gantry?.remove(); });

const aws = (...args) => gantry.aws(...args);
const put = (name, value) => aws('ssm', 'put-parameter', '--name', name, '--type', 'SecureString', '--value', value, '--overwrite');
const described = (name) => gantry.service(name);

async function service(name, labels, secrets) {
  await aws('ecs', 'register-task-definition', '--cli-input-json', JSON.stringify({
    family: name,
    executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
    containerDefinitions: [{ name: 'app', image: 'gantry/hello:latest', memory: 32, stopTimeout: 2, dockerLabels: labels, secrets }],
  }));
  await aws('ecs', 'create-service', '--service-name', name, '--task-definition', name, '--desired-count', '1');
}

/** The service, once its one deployment is completed. @param deployment that it is not to be any more */
const steady = (name, deployment) => eventually(`${name} is steady`, async () => {
  const seen = await described(name);
  const [primary] = seen.deployments;
  return seen.deployments.length === 1 && primary.rolloutState === 'COMPLETED' && primary.id !== deployment && seen;
}, 60_000, 300);

/** The environment of the service's one container, at Docker. */
async function environment(name) {
  const running = (await gantry.containers()).filter((c) => c.state === 'running' && c.name.startsWith(`ecs-${name}-`));
  assert.equal(running.length, 1, JSON.stringify(running));
  return Object.fromEntries(JSON.parse(await docker('inspect', '--format', '{{json .Config.Env}}', running[0].id))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

test('a label that is neither on nor off is refused', async () => {
  await assert.rejects(service('wrong', { 'gantry.roll-on-change': 'yes' }, []), { stderr: /'gantry.roll-on-change' is 'true' or 'false'/ });
});

test('a new secret value and a new parameter replace the tasks, once', async () => {
  const before = await described('asks');
  assert.equal((await environment('asks')).PASSWORD, 'first-password');
  await aws('secretsmanager', 'put-secret-value', '--secret-id', 'db', '--secret-string', '{"password":"second-password"}');
  await put('/shop/greeting', 'second-greeting');
  const after = await steady('asks', before.deployments[0].id);
  const { PASSWORD, GREETING } = await environment('asks');
  assert.deepEqual([PASSWORD, GREETING], ['second-password', 'second-greeting']);
  assert.equal(after.taskDefinition, before.taskDefinition);
  const told = after.events.map(({ message }) => message).filter((text) => text.includes('has changed'));
  assert.deepEqual(told, [`(service asks) (deployment ${after.deployments[0].id}) deployment in progress: a value that its `
    + `containers use has changed: ${secretArn}:password::, /shop/greeting.`]);
});

test('who is pinned, or does not ask, is left alone; and so is everybody when Gantry starts anew', async () => {
  const names = ['asks', 'pinned', 'plain'];
  const before = await Promise.all(names.map(described));
  assert.equal((await environment('pinned')).PASSWORD, 'first-password');
  assert.equal((await environment('plain')).PASSWORD, 'first-password');
  await gantry.kill();
  await gantry.launch();
  await gantry.instancesReady();
  await put('/shop/other', 'a sign that time has passed');
  await new Promise((resolve) => setTimeout(resolve, 5_000)); // twice the quiet time: nothing is to happen
  const after = await Promise.all(names.map(described));
  assert.deepEqual(after.map((s) => s.deployments[0].id), before.map((s) => s.deployments[0].id));
  assert.deepEqual(after.map((s) => s.deployments.length), [1, 1, 1]);
});

test('what waits to be rolled when Gantry is killed is rolled afterwards', async () => {
  const before = await described('asks');
  await aws('secretsmanager', 'put-secret-value', '--secret-id', 'db', '--secret-string', '{"password":"third-password"}');
  await gantry.kill();
  await gantry.launch();
  await gantry.instancesReady();
  await steady('asks', before.deployments[0].id);
  assert.equal((await environment('asks')).PASSWORD, 'third-password');
});
