// IAM and STS through the AWS SDK for JavaScript: created, read back, changed, deleted; its waiters, paginators,
// error classes and credential providers. With signatures verified.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { CreateClusterCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import {
  AddRoleToInstanceProfileCommand, AttachRolePolicyCommand, CreateAccessKeyCommand, CreateInstanceProfileCommand,
  CreatePolicyCommand, CreatePolicyVersionCommand, CreateRoleCommand, CreateUserCommand, DeleteAccessKeyCommand,
  DeleteInstanceProfileCommand, DeletePolicyCommand, DeletePolicyVersionCommand, DeleteRoleCommand,
  DeleteRolePolicyCommand, DeleteUserCommand, DeleteUserPolicyCommand, DetachRolePolicyCommand,
  EntityAlreadyExistsException, GetInstanceProfileCommand, GetPolicyCommand, GetPolicyVersionCommand,
  GetRoleCommand, GetRolePolicyCommand, IAMClient, MalformedPolicyDocumentException, NoSuchEntityException,
  DeleteConflictException, PutRolePolicyCommand, PutUserPolicyCommand, RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand, UpdateRoleCommand, paginateListAttachedRolePolicies, paginateListRoles,
  waitUntilInstanceProfileExists, waitUntilPolicyExists, waitUntilRoleExists, waitUntilUserExists,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { Gantry } from './harness.mjs';

const kAccount = '000000000000';
const waiting = { maxWaitTime: 10, minDelay: 1, maxDelay: 1 };

let gantry;
let root;
let iam;

const clientOf = (Client, credentials) =>
  new Client({ endpoint: gantry.endpoint, region: 'us-east-1', maxAttempts: 3, credentials });
const whoIs = async (credentials) =>
  (await clientOf(STSClient, credentials).send(new GetCallerIdentityCommand({}))).Arn;
const document = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const trust = document({
  Effect: 'Allow', Principal: { AWS: kAccount }, Action: ['sts:AssumeRole', 'sts:TagSession'],
});
const parsed = (text) => JSON.parse(decodeURIComponent(text));

before(async () => {
  gantry = await Gantry.start({ args: ['--auth', 'verify'] });
  const [accessKeyId, secretAccessKey] = (await readFile(`${gantry.dataDir}/root.key`, 'utf8')).trim().split(':');
  root = { accessKeyId, secretAccessKey };
  iam = clientOf(IAMClient, root);
});
after(async () => { await gantry?.remove(); });

test('a role: created, read back, changed, deleted', async () => {
  const { Role: made } = await iam.send(new CreateRoleCommand({
    RoleName: 'web', Path: '/app/', Description: 'of the web', AssumeRolePolicyDocument: trust,
    Tags: [{ Key: 'team', Value: 'a' }],
  }));
  await waitUntilRoleExists({ client: iam, ...waiting }, { RoleName: 'web' });
  assert.equal(made.Arn, `arn:aws:iam::${kAccount}:role/app/web`);
  assert.ok(made.CreateDate instanceof Date && Math.abs(made.CreateDate - Date.now()) < 60_000);
  await assert.rejects(iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust })),
    EntityAlreadyExistsException);
  await assert.rejects(iam.send(new CreateRoleCommand({ RoleName: 'odd', AssumeRolePolicyDocument: '{' })),
    MalformedPolicyDocumentException);

  await iam.send(new UpdateRoleCommand({ RoleName: 'web', MaxSessionDuration: 7200, Description: '' }));
  await iam.send(new TagRoleCommand({ RoleName: 'web', Tags: [{ Key: 'team', Value: 'b' }] }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'web', PolicyName: 'own', PolicyDocument: document(allow('ecs:List*')),
  }));
  const { Role: now } = await iam.send(new GetRoleCommand({ RoleName: 'web' }));
  assert.deepEqual(parsed(now.AssumeRolePolicyDocument), JSON.parse(trust));
  assert.equal(now.MaxSessionDuration, 7200);
  assert.deepEqual(now.Tags, [{ Key: 'team', Value: 'b' }]);
  const own = await iam.send(new GetRolePolicyCommand({ RoleName: 'web', PolicyName: 'own' }));
  assert.deepEqual(parsed(own.PolicyDocument).Statement, [allow('ecs:List*')]);

  await assert.rejects(iam.send(new DeleteRoleCommand({ RoleName: 'web' })), DeleteConflictException);
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'web', PolicyName: 'own' }));
  await iam.send(new DeleteRoleCommand({ RoleName: 'web' }));
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'web' })), NoSuchEntityException);
});

test('a managed policy has versions, and says who uses it', async () => {
  const { Policy: { Arn } } = await iam.send(new CreatePolicyCommand({
    PolicyName: 'work', PolicyDocument: document(allow('ecs:*')),
  }));
  await waitUntilPolicyExists({ client: iam, ...waiting }, { PolicyArn: Arn });
  await iam.send(new CreatePolicyVersionCommand({
    PolicyArn: Arn, PolicyDocument: document(allow('ecs:Describe*')), SetAsDefault: true,
  }));
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn: Arn }));
  assert.equal(policy.DefaultVersionId, 'v2');
  assert.equal(policy.AttachmentCount, 0);
  const { PolicyVersion: v2 } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: Arn, VersionId: 'v2' }));
  assert.deepEqual(parsed(v2.Document).Statement, [allow('ecs:Describe*')]);

  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trust }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: Arn }));
  const attached = [];
  for await (const page of paginateListAttachedRolePolicies({ client: iam }, { RoleName: 'worker' })) {
    attached.push(...page.AttachedPolicies);
  }
  assert.deepEqual(attached, [{ PolicyName: 'work', PolicyArn: Arn }]);
  await assert.rejects(iam.send(new DeletePolicyCommand({ PolicyArn: Arn })), DeleteConflictException);

  await iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn: Arn }));
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn: Arn, VersionId: 'v1' }));
  await iam.send(new DeletePolicyCommand({ PolicyArn: Arn }));
  await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
  await assert.rejects(iam.send(new GetPolicyCommand({ PolicyArn: Arn })), NoSuchEntityException);
});

test('roles come in pages', async () => {
  const names = Array.from({ length: 7 }, (_, i) => `many-${i}`);
  for (const RoleName of names) {
    await iam.send(new CreateRoleCommand({ RoleName, Path: '/many/', AssumeRolePolicyDocument: trust }));
  }
  const pages = [];
  for await (const page of paginateListRoles({ client: iam, pageSize: 3 }, { PathPrefix: '/many/' })) {
    pages.push(page.Roles.map((role) => role.RoleName));
  }
  assert.deepEqual(pages, [names.slice(0, 3), names.slice(3, 6), names.slice(6)]);
  for (const RoleName of names) await iam.send(new DeleteRoleCommand({ RoleName }));
});

test('an instance profile holds a role', async () => {
  const InstanceProfileName = 'machine';
  await iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument: trust }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await waitUntilInstanceProfileExists({ client: iam, ...waiting }, { InstanceProfileName });
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'machine' }));
  const { InstanceProfile: profile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  assert.deepEqual(profile.Roles.map((role) => role.RoleName), ['machine']);
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName: 'machine' }));
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  await iam.send(new DeleteRoleCommand({ RoleName: 'machine' }));
});

test('a provider of credentials takes a role on as a user, and renews what it got', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'ann' }));
  await waitUntilUserExists({ client: iam, ...waiting }, { UserName: 'ann' });
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  const ann = { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  await iam.send(new CreateRoleCommand({ RoleName: 'deploy', AssumeRolePolicyDocument: trust }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: 'deploy', PolicyName: 'own', PolicyDocument: document(allow(['ecs:CreateCluster', 'ecs:ListClusters'])),
  }));
  const provider = fromTemporaryCredentials({
    masterCredentials: ann,
    params: { RoleArn: `arn:aws:iam::${kAccount}:role/deploy`, RoleSessionName: 'sdk', DurationSeconds: 900 },
    clientConfig: { endpoint: gantry.endpoint, region: 'us-east-1' },
  });
  await assert.rejects(provider(), { name: 'AccessDenied', message: /user\/ann is not authorized to perform: sts:AssumeRole/ });

  await iam.send(new PutUserPolicyCommand({
    UserName: 'ann', PolicyName: 'own', PolicyDocument: document(allow('sts:AssumeRole')),
  }));
  assert.equal(await whoIs(provider), `arn:aws:sts::${kAccount}:assumed-role/deploy/sdk`);
  const ecs = clientOf(ECSClient, provider);
  await ecs.send(new CreateClusterCommand({ clusterName: 'theirs' }));
  await assert.rejects(clientOf(IAMClient, provider).send(new CreateUserCommand({ UserName: 'eve' })),
    { name: 'AccessDenied' });

  // A session's own policy can only narrow it.
  const narrowed = {
    RoleArn: `arn:aws:iam::${kAccount}:role/deploy`, RoleSessionName: 'narrow',
    Policy: document(allow(['ecs:ListClusters', 'iam:*'])),
  };
  const sts = clientOf(STSClient, ann);
  await assert.rejects(sts.send(new AssumeRoleCommand({ ...narrowed, Tags: [{ Key: 'team', Value: 'a' }] })),
    { name: 'AccessDenied', message: /sts:TagSession/ });
  const { Credentials: session } = await sts.send(new AssumeRoleCommand(narrowed));
  const lists = clientOf(ECSClient, {
    accessKeyId: session.AccessKeyId, secretAccessKey: session.SecretAccessKey, sessionToken: session.SessionToken,
  });
  assert.equal((await lists.send(new ListClustersCommand({}))).clusterArns.length, 2);
  await assert.rejects(lists.send(new CreateClusterCommand({ clusterName: 'other' })), { name: 'AccessDeniedException' });

  await iam.send(new DeleteUserPolicyCommand({ UserName: 'ann', PolicyName: 'own' }));
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'ann', AccessKeyId: key.AccessKeyId }));
  await assert.rejects(whoIs(ann), { name: 'InvalidClientTokenId' });
  await iam.send(new DeleteUserCommand({ UserName: 'ann' }));
});

test('a session of the root is the root', async () => {
  const { Credentials: session } = await clientOf(STSClient, root).send(new GetSessionTokenCommand({}));
  assert.ok(session.Expiration > new Date());
  assert.equal(await whoIs({
    accessKeyId: session.AccessKeyId, secretAccessKey: session.SecretAccessKey, sessionToken: session.SessionToken,
  }), `arn:aws:iam::${kAccount}:root`);
});
