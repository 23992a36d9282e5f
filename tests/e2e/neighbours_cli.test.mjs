// KMS, Parameter Store and Secrets Manager through the stock AWS CLI: created, read back, changed, listed in pages,
// refused by name, deleted; and policies decide, of callers, keys and secrets. With signatures verified.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Callers, allow, document, refused, userArn } from './callers.mjs';

let callers;
let eve; // may do nothing

before(async () => {
  callers = await Callers.start();
  eve = await callers.user('eve');
});
after(async () => { await callers?.remove(); });

const root = (...args) => callers.as(callers.root, ...args);
const newKey = async (...args) => (await root('kms', 'create-key', ...args)).KeyMetadata;

test('a key and its aliases', async () => {
  const key = await newKey('--description', 'of the shop', '--tags', 'TagKey=team,TagValue=a');
  assert.equal(key.KeyState, 'Enabled');
  const id = ['--key-id', key.KeyId];
  await root('kms', 'create-alias', '--alias-name', 'alias/shop', '--target-key-id', key.KeyId);
  await assert.rejects(root('kms', 'create-alias', '--alias-name', 'alias/shop', '--target-key-id', key.KeyId),
    refused('AlreadyExistsException', 'alias/shop already exists'));
  await root('kms', 'update-key-description', ...id, '--description', 'of all shops');
  const { KeyMetadata: now } = await root('kms', 'describe-key', '--key-id', 'alias/shop');
  assert.deepEqual(now, { ...key, Description: 'of all shops' });
  assert.deepEqual((await root('kms', 'list-resource-tags', ...id)).Tags, [{ TagKey: 'team', TagValue: 'a' }]);

  const others = await Promise.all([newKey(), newKey()]);
  const first = await root('kms', 'list-keys', '--max-items', '2', '--page-size', '1');
  const rest = await root('kms', 'list-keys', '--starting-token', first.NextToken, '--page-size', '1');
  const listed = [...first.Keys, ...rest.Keys].map((one) => one.KeyArn);
  assert.deepEqual(listed.sort(), [key, ...others].map((one) => one.Arn).sort());
  await assert.rejects(root('kms', 'describe-key', '--key-id', 'alias/none'),
    refused('NotFoundException', 'alias/none is not found'));

  const deleted = await root('kms', 'schedule-key-deletion', ...id, '--pending-window-in-days', '7');
  assert.equal(deleted.KeyState, 'PendingDeletion');
  await assert.rejects(root('kms', 'enable-key', ...id), refused('KMSInvalidStateException', 'is pending deletion'));
  await root('kms', 'delete-alias', '--alias-name', 'alias/shop');
  assert.deepEqual((await root('kms', 'list-aliases', ...id)).Aliases, []);
});

test('a file is encrypted, and opened in its context only', async () => {
  const key = await newKey();
  const plain = Buffer.from('\0\xff what nobody may read', 'latin1');
  const encrypted = await root('kms', 'encrypt', '--key-id', key.KeyId, '--plaintext',
    `fileb://${await callers.file('plain', plain)}`, '--encryption-context', 'shop=web,for=orders');
  assert.equal(encrypted.KeyId, key.Arn);
  const blob = `fileb://${await callers.file('sealed', Buffer.from(encrypted.CiphertextBlob, 'base64'))}`;
  const open = ['kms', 'decrypt', '--ciphertext-blob', blob, '--encryption-context'];
  const opened = await root(...open, 'for=orders,shop=web');
  assert.deepEqual(Buffer.from(opened.Plaintext, 'base64'), plain);
  await assert.rejects(root(...open, 'shop=web'), refused('InvalidCiphertextException'));

  const other = await newKey();
  await assert.rejects(root(...open, 'shop=web,for=orders', '--key-id', other.KeyId),
    refused('IncorrectKeyException'));
  const again = await root('kms', 're-encrypt', '--ciphertext-blob', blob, '--source-encryption-context',
    'shop=web,for=orders', '--destination-key-id', other.KeyId);
  assert.equal(again.SourceKeyId, key.Arn);
  assert.equal(again.KeyId, other.Arn);
});

test('a key\'s policy decides who uses it', async () => {
  const bob = await callers.user('bob');
  const mighty = await callers.user('mighty', allow('kms:*'));
  const policy = document(
    { Effect: 'Allow', Principal: { AWS: userArn('bob') }, Action: ['kms:Encrypt', 'kms:DescribeKey'], Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: ['kms:*'], Resource: '*' },
  );
  const key = await newKey('--policy', policy);
  const encrypt = ['kms', 'encrypt', '--key-id', key.KeyId, '--plaintext',
    `fileb://${await callers.file('short', 'x')}`];
  assert.ok((await callers.as(bob, ...encrypt)).CiphertextBlob);
  await assert.rejects(callers.as(bob, 'kms', 'disable-key', '--key-id', key.KeyId),
    refused('AccessDeniedException', 'user/bob is not authorized to perform: kms:DisableKey on resource: arn:aws:kms'));
  await assert.rejects(callers.as(eve, ...encrypt), refused('AccessDeniedException'));
  assert.ok((await callers.as(mighty, ...encrypt)).CiphertextBlob);
  assert.equal((await callers.as(mighty, 'kms', 'describe-key', '--key-id', key.KeyId)).KeyMetadata.KeyState, 'Enabled');

  const denied = JSON.parse(policy);
  denied.Statement.push({ Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' });
  await root('kms', 'put-key-policy', '--key-id', key.KeyId, '--policy-name', 'default', '--policy',
    JSON.stringify(denied));
  await assert.rejects(callers.as(mighty, ...encrypt), refused('AccessDeniedException', 'explicit deny in a resource'));
});

test('parameters, their versions and labels', async () => {
  const key = await newKey();
  const put = (name, ...args) => root('ssm', 'put-parameter', '--name', name, ...args);
  const value = async (name, ...args) => (await root('ssm', 'get-parameter', '--name', name, ...args)).Parameter.Value;
  assert.equal((await put('/shop/url', '--type', 'String', '--value', 'one', '--tags', 'Key=team,Value=a')).Version, 1);
  await put('/shop/hosts', '--type', 'StringList', '--value', 'a,b');
  await put('/shop/deep/password', '--type', 'SecureString', '--value', 'hidden', '--key-id', key.KeyId);
  await assert.rejects(put('/shop/url', '--value', 'two', '--type', 'String'), refused('ParameterAlreadyExists'));
  assert.equal((await put('/shop/url', '--value', 'two', '--overwrite')).Version, 2);
  await root('ssm', 'label-parameter-version', '--name', '/shop/url', '--parameter-version', '1', '--labels', 'old');
  assert.equal(await value('/shop/url'), 'two');
  assert.equal(await value('/shop/url:old'), 'one');
  assert.equal(await value('/shop/deep/password', '--with-decryption'), 'hidden');
  assert.notEqual(await value('/shop/deep/password'), 'hidden');

  const { Parameters: history } = await root('ssm', 'get-parameter-history', '--name', '/shop/url', '--page-size', '1');
  assert.deepEqual(history.map((one) => [one.Version, one.Value, one.Labels]), [[1, 'one', ['old']], [2, 'two', []]]);
  const byPath = await root('ssm', 'get-parameters-by-path', '--path', '/shop', '--recursive', '--page-size', '1');
  assert.deepEqual(byPath.Parameters.map((one) => one.Name).sort(),
    ['/shop/deep/password', '/shop/hosts', '/shop/url']);
  const { Parameters: described } = await root('ssm', 'describe-parameters', '--parameter-filters',
    'Key=Type,Values=SecureString');
  assert.deepEqual(described.map((one) => [one.Name, one.KeyId]), [['/shop/deep/password', key.KeyId]]);

  const both = await root('ssm', 'get-parameters', '--names', '/shop/url', '/shop/none');
  assert.deepEqual(both.InvalidParameters, ['/shop/none']);
  await root('ssm', 'delete-parameter', '--name', '/shop/url');
  await assert.rejects(value('/shop/url'), refused('ParameterNotFound'));
});

test('a parameter is read by those who may, and opened by those who may use its key', async () => {
  const key = await newKey();
  await root('ssm', 'put-parameter', '--name', 'guarded', '--type', 'SecureString', '--value', 'v1', '--key-id',
    key.KeyId);
  const reader = await callers.user('reader', allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/guarded'));
  const get = ['ssm', 'get-parameter', '--name', 'guarded'];
  await assert.rejects(callers.as(eve, ...get), refused('AccessDeniedException',
    'user/eve is not authorized to perform: ssm:GetParameter on resource: .*parameter/guarded'));
  assert.equal((await callers.as(reader, ...get)).Parameter.Version, 1);
  await assert.rejects(callers.as(reader, ...get, '--with-decryption'), refused('AccessDeniedException', 'kms:Decrypt'));
  await assert.rejects(callers.as(reader, 'ssm', 'put-parameter', '--name', 'guarded', '--value', 'v2', '--overwrite'),
    refused('AccessDeniedException', 'ssm:PutParameter'));
  assert.equal((await root(...get, '--with-decryption')).Parameter.Value, 'v1');
});

test('a secret: versions, stages, a window to restore it', async () => {
  const value = async (...args) =>
    (await root('secretsmanager', 'get-secret-value', '--secret-id', 'shop/db', ...args)).SecretString;
  const made = await root('secretsmanager', 'create-secret', '--name', 'shop/db', '--tags', 'Key=team,Value=a',
    '--secret-string', `file://${await callers.file('secret.json', '{"password":"one"}')}`);
  assert.match(made.ARN, /:secret:shop\/db-\w{6}$/);
  await assert.rejects(root('secretsmanager', 'create-secret', '--name', 'shop/db'), refused('ResourceExistsException'));
  const second = await root('secretsmanager', 'put-secret-value', '--secret-id', made.ARN, '--secret-string', 'two');
  assert.deepEqual(second.VersionStages, ['AWSCURRENT']);
  assert.equal(await value(), 'two');
  assert.equal(await value('--version-stage', 'AWSPREVIOUS'), '{"password":"one"}');
  await root('secretsmanager', 'update-secret-version-stage', '--secret-id', 'shop/db', '--version-stage', 'AWSCURRENT',
    '--move-to-version-id', made.VersionId, '--remove-from-version-id', second.VersionId);
  assert.equal(await value(), '{"password":"one"}');
  const described = await root('secretsmanager', 'describe-secret', '--secret-id', 'shop/db');
  assert.deepEqual(described.Tags, [{ Key: 'team', Value: 'a' }]);
  assert.deepEqual(described.VersionIdsToStages,
    { [made.VersionId]: ['AWSCURRENT'], [second.VersionId]: ['AWSPREVIOUS'] });

  const bytes = Buffer.from([0, 255, 10]);
  await root('secretsmanager', 'create-secret', '--name', 'bytes', '--secret-binary',
    `fileb://${await callers.file('bytes', bytes)}`);
  const read = await root('secretsmanager', 'get-secret-value', '--secret-id', 'bytes');
  assert.deepEqual(Buffer.from(read.SecretBinary, 'base64'), bytes);
  const first = await root('secretsmanager', 'list-secrets', '--max-items', '1', '--page-size', '1');
  const rest = await root('secretsmanager', 'list-secrets', '--starting-token', first.NextToken);
  assert.deepEqual([...first.SecretList, ...rest.SecretList].map((one) => one.Name).sort(), ['bytes', 'shop/db']);

  const deleted = await root('secretsmanager', 'delete-secret', '--secret-id', 'shop/db', '--recovery-window-in-days',
    '7');
  assert.ok(deleted.DeletionDate);
  await assert.rejects(value(), refused('InvalidRequestException', 'marked for deletion'));
  await root('secretsmanager', 'restore-secret', '--secret-id', 'shop/db');
  assert.equal(await value(), '{"password":"one"}');
  await root('secretsmanager', 'delete-secret', '--secret-id', 'shop/db', '--force-delete-without-recovery');
  await assert.rejects(value(), refused('ResourceNotFoundException'));
});

test('a secret\'s policy decides who reads it', async () => {
  const get = ['secretsmanager', 'get-secret-value', '--secret-id', 'guarded'];
  await root('secretsmanager', 'create-secret', '--name', 'guarded', '--secret-string', 'v1');
  const [carl, dora] = [await callers.user('carl'), await callers.user('dora', allow('secretsmanager:*'))];
  await assert.rejects(callers.as(carl, ...get), refused('AccessDeniedException',
    'user/carl is not authorized to perform: secretsmanager:GetSecretValue on resource: '));
  await assert.rejects(callers.as(carl, 'secretsmanager', 'delete-secret', '--secret-id', 'guarded'),
    refused('AccessDeniedException'));
  assert.equal((await callers.as(dora, ...get)).SecretString, 'v1');

  const policy = document(
    { Effect: 'Allow', Principal: { AWS: userArn('carl') }, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
    { Effect: 'Deny', Principal: { AWS: userArn('dora') }, Action: 'secretsmanager:Get*', Resource: '*' },
  );
  await root('secretsmanager', 'put-resource-policy', '--secret-id', 'guarded', '--block-public-policy',
    '--resource-policy', `file://${await callers.file('policy.json', policy)}`);
  const { ResourcePolicy: kept } = await root('secretsmanager', 'get-resource-policy', '--secret-id', 'guarded');
  assert.deepEqual(JSON.parse(kept), JSON.parse(policy));
  assert.equal((await callers.as(carl, ...get)).SecretString, 'v1');
  await assert.rejects(callers.as(dora, ...get), refused('AccessDeniedException', 'explicit deny in a resource'));
  const everybody = document({ Effect: 'Allow', Principal: '*', Action: 'secretsmanager:*', Resource: '*' });
  await assert.rejects(root('secretsmanager', 'put-resource-policy', '--secret-id', 'guarded', '--block-public-policy',
    '--resource-policy', everybody), refused('PublicPolicyException'));
});
