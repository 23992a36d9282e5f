// IAM and STS through the stock AWS CLI: a role is made, taken on, and lets its session do what its policies
// say and no more; on every service. With signatures verified.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { awsCli } from './aws_cli.mjs';
import { Gantry } from './harness.mjs';

const kDeploy = 'arn:aws:iam::000000000000:role/deploy';

let gantry;
let root;

before(async () => {
  gantry = await Gantry.start({ args: ['--auth', 'verify'] });
  const [id, secret] = (await readFile(`${gantry.dataDir}/root.key`, 'utf8')).trim().split(':');
  root = { AccessKeyId: id, SecretAccessKey: secret };
});
after(async () => { await gantry?.remove(); });

/** Runs the CLI as the holder of these credentials. */
async function as(who, ...args) {
  const { stdout } = await awsCli(['--endpoint-url', gantry.endpoint, '--output', 'json', ...args], {
    ...process.env,
    AWS_ACCESS_KEY_ID: who.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: who.SecretAccessKey,
    AWS_SESSION_TOKEN: who.SessionToken ?? '',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  });
  return stdout.trim() === '' ? {} : JSON.parse(stdout);
}
const refused = (text) => ({ stderr: new RegExp(text) });
const trusting = (principal) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
});
const assume = async (who) =>
  (await as(who, 'sts', 'assume-role', '--role-arn', kDeploy, '--role-session-name', 'ci')).Credentials;

test('the root of an account is who it says', async () => {
  const identity = await as(root, 'sts', 'get-caller-identity');
  assert.deepEqual(identity,
    { UserId: '000000000000', Account: '000000000000', Arn: 'arn:aws:iam::000000000000:root' });
  await assert.rejects(as({ ...root, SecretAccessKey: 'wrong' }, 'sts', 'get-caller-identity'),
    refused('SignatureDoesNotMatch|InvalidSignature'));
});

test('a user signs with its key, and may do nothing at first', async () => {
  await as(root, 'iam', 'create-user', '--user-name', 'ann');
  const { AccessKey: ann } = await as(root, 'iam', 'create-access-key', '--user-name', 'ann');
  assert.equal((await as(ann, 'sts', 'get-caller-identity')).Arn, 'arn:aws:iam::000000000000:user/ann');
  await assert.rejects(as(ann, 'ecs', 'list-clusters'), refused(
    'AccessDeniedException.*User: arn:aws:iam::000000000000:user/ann is not authorized to perform: ecs:ListClusters'));
  await as(root, 'iam', 'attach-user-policy', '--user-name', 'ann', '--policy-arn',
    'arn:aws:iam::aws:policy/ReadOnlyAccess');
  assert.equal((await as(ann, 'ecs', 'list-clusters')).clusterArns.length, 1);
  await assert.rejects(as(ann, 'iam', 'create-user', '--user-name', 'eve'), refused('AccessDenied'));
  await as(root, 'iam', 'update-access-key', '--user-name', 'ann', '--access-key-id', ann.AccessKeyId,
    '--status', 'Inactive');
  await assert.rejects(as(ann, 'sts', 'get-caller-identity'), refused('InvalidClientTokenId|Unrecognized'));
});

test('a role is taken on, narrowed, and survives a kill -9', async () => {
  await as(root, 'iam', 'create-role', '--role-name', 'deploy', '--assume-role-policy-document',
    trusting('arn:aws:iam::000000000000:root'));
  await as(root, 'iam', 'attach-role-policy', '--role-name', 'deploy', '--policy-arn',
    'arn:aws:iam::aws:policy/AmazonECS_FullAccess');
  const session = await assume(root);
  assert.match((await as(session, 'sts', 'get-caller-identity')).Arn, /:assumed-role\/deploy\/ci$/);
  await as(session, 'ecs', 'create-cluster', '--cluster-name', 'theirs');
  await assert.rejects(as(session, 'iam', 'create-user', '--user-name', 'eve'), refused('AccessDenied'));

  await gantry.kill();
  await gantry.launch();
  assert.equal((await as(session, 'ecs', 'list-clusters')).clusterArns.length, 2);
  await as(root, 'iam', 'detach-role-policy', '--role-name', 'deploy', '--policy-arn',
    'arn:aws:iam::aws:policy/AmazonECS_FullAccess');
  await assert.rejects(as(session, 'ecs', 'list-clusters'), refused('AccessDeniedException'));
});

test('a token that was changed is nobody\'s', async () => {
  const session = await assume(root);
  const changed = { ...session, SessionToken: `${session.SessionToken.slice(0, -4)}AAAA` };
  await assert.rejects(as(changed, 'sts', 'get-caller-identity'), refused('InvalidClientTokenId|Unrecognized'));
});
