// KMS, Parameter Store and Secrets Manager through the AWS SDK for JavaScript: created, read back, changed, deleted;
// its paginators and error classes; and policies decide. With signatures verified.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AlreadyExistsException, CancelKeyDeletionCommand, CreateAliasCommand, CreateKeyCommand, DecryptCommand,
  DeleteAliasCommand, DescribeKeyCommand, DisabledException, DisableKeyCommand, EnableKeyCommand,
  EnableKeyRotationCommand, EncryptCommand, GenerateDataKeyCommand, GenerateDataKeyWithoutPlaintextCommand,
  GetKeyPolicyCommand, GetKeyRotationStatusCommand, IncorrectKeyException, InvalidCiphertextException, KMSClient,
  KMSInvalidStateException, MalformedPolicyDocumentException, NotFoundException, PutKeyPolicyCommand,
  RotateKeyOnDemandCommand, ScheduleKeyDeletionCommand, TagResourceCommand, UntagResourceCommand, UpdateAliasCommand,
  paginateListAliases, paginateListKeyRotations, paginateListKeys, paginateListResourceTags,
} from '@aws-sdk/client-kms';
import {
  BatchGetSecretValueCommand, CreateSecretCommand, DeleteSecretCommand, DescribeSecretCommand,
  GetRandomPasswordCommand, GetResourcePolicyCommand, GetSecretValueCommand, InvalidParameterException,
  InvalidRequestException, MalformedPolicyDocumentException as MalformedSecretPolicy, PutResourcePolicyCommand,
  PutSecretValueCommand, ResourceExistsException, ResourceNotFoundException, RestoreSecretCommand,
  SecretsManagerClient, UpdateSecretCommand, UpdateSecretVersionStageCommand, ValidateResourcePolicyCommand,
  paginateListSecretVersionIds, paginateListSecrets,
} from '@aws-sdk/client-secrets-manager';
import {
  AddTagsToResourceCommand, DeleteParameterCommand, DeleteParametersCommand, GetParameterCommand, GetParametersCommand,
  InvalidKeyId, LabelParameterVersionCommand, ListTagsForResourceCommand, ParameterAlreadyExists, ParameterNotFound,
  ParameterPatternMismatchException, ParameterVersionNotFound, PutParameterCommand, RemoveTagsFromResourceCommand,
  SSMClient, paginateDescribeParameters, paginateGetParameterHistory, paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { Callers, allow, document, kAccount, userArn } from './callers.mjs';

let callers;
let kms;
let secrets;
let ssm;

before(async () => {
  callers = await Callers.start();
  [kms, secrets, ssm] = [KMSClient, SecretsManagerClient, SSMClient].map((Client) => callers.client(Client));
});
after(async () => { await callers?.remove(); });

const denied = (action) => ({ name: 'AccessDeniedException', message: new RegExp(`not authorized to perform: ${action}`) });
const newKey = async (members = {}) => (await kms.send(new CreateKeyCommand(members))).KeyMetadata;
const newUser = async (Client, name, ...statements) => callers.client(Client, await callers.user(name, ...statements));
async function pagesOf(pages, member) {
  const all = [];
  for await (const page of pages) all.push(page[member]);
  return all;
}

test('a key: created, read back, changed, deleted', async () => {
  const key = await newKey({ Description: 'd', Tags: [{ TagKey: 'team', TagValue: 'a' }] });
  const KeyId = key.KeyId;
  assert.ok(key.CreationDate instanceof Date && Math.abs(key.CreationDate - Date.now()) < 60_000);
  assert.deepEqual((await kms.send(new DescribeKeyCommand({ KeyId: key.Arn }))).KeyMetadata, key);
  await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'more', TagValue: '' }] }));
  await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['team'] }));
  assert.deepEqual(await pagesOf(paginateListResourceTags({ client: kms }, { KeyId }), 'Tags'),
    [[{ TagKey: 'more', TagValue: '' }]]);

  await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 100 }));
  await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
  const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  assert.deepEqual([rotation.KeyRotationEnabled, rotation.RotationPeriodInDays], [true, 100]);
  const [rotations] = await pagesOf(paginateListKeyRotations({ client: kms }, { KeyId }), 'Rotations');
  assert.deepEqual(rotations.map((one) => one.RotationType), ['ON_DEMAND']);

  const { DeletionDate } = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 8 }));
  assert.ok(Math.abs(DeletionDate - Date.now() - 8 * 86_400_000) < 60_000);
  await assert.rejects(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })), KMSInvalidStateException);
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  await assert.rejects(kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })), DisabledException);
  await kms.send(new EnableKeyCommand({ KeyId }));
  await assert.rejects(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })), NotFoundException);
});

test('aliases and keys come in pages', async () => {
  const keys = [await newKey(), await newKey(), await newKey()];
  for (const [i, key] of keys.entries()) {
    await kms.send(new CreateAliasCommand({ AliasName: `alias/many-${i}`, TargetKeyId: key.KeyId }));
  }
  await assert.rejects(kms.send(new CreateAliasCommand({ AliasName: 'alias/many-0', TargetKeyId: keys[1].KeyId })),
    AlreadyExistsException);
  const pages = await pagesOf(paginateListAliases({ client: kms, pageSize: 2 }, {}), 'Aliases');
  assert.ok(pages.slice(0, -1).every((page) => page.length === 2));
  const named = pages.flat().filter((one) => one.AliasName.startsWith('alias/many-'));
  assert.deepEqual(named.map((one) => one.TargetKeyId), keys.map((one) => one.KeyId));
  const listed = (await pagesOf(paginateListKeys({ client: kms, pageSize: 1 }, {}), 'Keys')).flat();
  for (const key of keys) assert.ok(listed.some((one) => one.KeyArn === key.Arn));

  await kms.send(new UpdateAliasCommand({ AliasName: 'alias/many-0', TargetKeyId: keys[1].KeyId }));
  const { KeyMetadata: moved } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/many-0' }));
  assert.equal(moved.KeyId, keys[1].KeyId);
  for (const i of keys.keys()) await kms.send(new DeleteAliasCommand({ AliasName: `alias/many-${i}` }));
});

test('data keys open in their context, also after a rotation', async () => {
  const { KeyId, Arn } = await newKey();
  const EncryptionContext = { shop: 'web' };
  const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));
  assert.equal(made.Plaintext.length, 32);
  await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext }));
  assert.deepEqual(opened.Plaintext, made.Plaintext);
  assert.equal(opened.KeyId, Arn);
  await assert.rejects(kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob })), InvalidCiphertextException);
  const { KeyId: other } = await newKey();
  await assert.rejects(kms.send(new DecryptCommand({
    CiphertextBlob: made.CiphertextBlob, EncryptionContext, KeyId: other,
  })), IncorrectKeyException);
  const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 20 }));
  assert.equal(hidden.Plaintext, undefined);
  const shown = await kms.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }));
  assert.equal(shown.Plaintext.length, 20);
});

test('a key\'s policy decides who uses it, and in which context', async () => {
  const ann = await newUser(KMSClient, 'ann');
  const { KeyId, Arn } = await newKey();
  const encrypt = (shop) => new EncryptCommand({
    KeyId, Plaintext: Buffer.from('x'), ...(shop && { EncryptionContext: { shop } }),
  });
  await assert.rejects(ann.send(encrypt('web')), denied('kms:Encrypt'));
  const policy = JSON.parse((await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy);
  policy.Statement.push({
    Effect: 'Allow', Principal: { AWS: userArn('ann') }, Action: 'kms:Encrypt', Resource: '*',
    Condition: { StringEquals: { 'kms:EncryptionContext:shop': 'web' } },
  });
  await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: JSON.stringify(policy) }));
  assert.equal((await ann.send(encrypt('web'))).KeyId, Arn);
  await assert.rejects(ann.send(encrypt('other')), denied('kms:Encrypt'));
  await assert.rejects(ann.send(encrypt()), denied('kms:Encrypt'));
  await assert.rejects(ann.send(new DisableKeyCommand({ KeyId })), denied('kms:DisableKey'));
  assert.equal((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata.Enabled, true);
  await assert.rejects(kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: '{' })),
    MalformedPolicyDocumentException);
});

test('a parameter: created, read back, changed, deleted', async () => {
  const { KeyId } = await newKey();
  const Name = '/web/password';
  const put = (Value, members) => ssm.send(new PutParameterCommand({ Name, Value, ...members }));
  assert.equal((await put('one', { Type: 'SecureString', KeyId, AllowedPattern: '^\\w+$' })).Version, 1);
  await assert.rejects(put('two', { Type: 'SecureString' }), ParameterAlreadyExists);
  await assert.rejects(put('t w o', { Overwrite: true, AllowedPattern: '^\\w+$' }), ParameterPatternMismatchException);
  assert.equal((await put('two', { Overwrite: true, Type: 'SecureString', KeyId })).Version, 2);
  await assert.rejects(ssm.send(new PutParameterCommand({
    Name: 'none', Value: 'x', Type: 'SecureString', KeyId: 'alias/none',
  })), InvalidKeyId);
  const { Parameter: read } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
  assert.deepEqual([read.Value, read.Version, read.Type, read.ARN],
    ['two', 2, 'SecureString', `arn:aws:ssm:us-east-1:${kAccount}:parameter/web/password`]);
  assert.ok(Math.abs(read.LastModifiedDate - Date.now()) < 60_000);
  assert.notEqual((await ssm.send(new GetParameterCommand({ Name }))).Parameter.Value, 'two');

  await ssm.send(new LabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['old'] }));
  const { Parameters: both } = await ssm.send(new GetParametersCommand({
    Names: [`${Name}:old`], WithDecryption: true,
  }));
  assert.deepEqual(both.map((one) => [one.Value, one.Selector]), [['one', ':old']]);
  await assert.rejects(ssm.send(new GetParameterCommand({ Name: `${Name}:7` })), ParameterVersionNotFound);
  const history = await pagesOf(
    paginateGetParameterHistory({ client: ssm, pageSize: 1 }, { Name, WithDecryption: true }), 'Parameters');
  assert.deepEqual(history.flat().map((one) => one.Value), ['one', 'two']);

  const tagged = { ResourceType: 'Parameter', ResourceId: Name };
  await ssm.send(new AddTagsToResourceCommand({ ...tagged, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
  await ssm.send(new RemoveTagsFromResourceCommand({ ...tagged, TagKeys: ['a'] }));
  const { TagList } = await ssm.send(new ListTagsForResourceCommand(tagged));
  assert.deepEqual(TagList, [{ Key: 'b', Value: '2' }]);
  await ssm.send(new DeleteParameterCommand({ Name }));
  await assert.rejects(ssm.send(new GetParameterCommand({ Name })), ParameterNotFound);
});

test('parameters come in pages, and who may not read or write them does not', async () => {
  const names = Array.from({ length: 5 }, (_, i) => `/many/${i}`);
  for (const Name of names) await ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'String' }));
  const byPath = await pagesOf(paginateGetParametersByPath({ client: ssm, pageSize: 2 }, { Path: '/many' }), 'Parameters');
  assert.deepEqual(byPath.flat().map((one) => one.Name).sort(), names);
  const described = await pagesOf(paginateDescribeParameters({ client: ssm, pageSize: 2 }, {
    ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/many/'] }],
  }), 'Parameters');
  assert.deepEqual(described.flat().map((one) => one.Name).sort(), names);

  const some = await newUser(SSMClient, 'some', allow(['ssm:GetParameter', 'ssm:PutParameter'],
    `arn:aws:ssm:us-east-1:${kAccount}:parameter/many/0`));
  await some.send(new PutParameterCommand({ Name: names[0], Value: 'y', Overwrite: true }));
  await assert.rejects(some.send(new PutParameterCommand({ Name: names[1], Value: 'y', Overwrite: true })),
    denied('ssm:PutParameter on resource: arn:aws:ssm:us-east-1:000000000000:parameter/many/1'));
  await assert.rejects(some.send(new DeleteParameterCommand({ Name: names[0] })), denied('ssm:DeleteParameter'));
  const { Parameters: now } = await ssm.send(new GetParametersCommand({ Names: names.slice(0, 2) }));
  assert.deepEqual(now.map((one) => one.Value), ['y', 'x']);
  const gone = await ssm.send(new DeleteParametersCommand({ Names: [...names, 'none'] }));
  assert.deepEqual([gone.DeletedParameters.sort(), gone.InvalidParameters], [names, ['none']]);
});

test('a secret: created, read back, changed, deleted, restored', async () => {
  const { KeyId, Arn } = await newKey();
  const SecretId = 'web/db';
  const get = (members) => secrets.send(new GetSecretValueCommand({ SecretId, ...members }));
  const made = await secrets.send(new CreateSecretCommand({
    Name: SecretId, SecretString: 'one', KmsKeyId: KeyId, Tags: [{ Key: 'team', Value: 'a' }],
  }));
  await assert.rejects(secrets.send(new CreateSecretCommand({ Name: SecretId })), ResourceExistsException);
  await assert.rejects(secrets.send(new PutSecretValueCommand({
    SecretId, SecretString: 'a', SecretBinary: Buffer.from('b'),
  })), InvalidParameterException);
  const put = await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'two', VersionStages: ['next'] }));
  assert.deepEqual([(await get()).SecretString, (await get({ VersionStage: 'next' })).SecretString], ['one', 'two']);
  await secrets.send(new UpdateSecretVersionStageCommand({
    SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: put.VersionId, RemoveFromVersionId: made.VersionId,
  }));
  assert.deepEqual([(await get()).SecretString, (await get({ VersionStage: 'AWSPREVIOUS' })).SecretString],
    ['two', 'one']);
  await secrets.send(new UpdateSecretCommand({ SecretId, SecretBinary: Buffer.from([0, 255]), Description: 'd' }));
  assert.deepEqual(Buffer.from((await get()).SecretBinary), Buffer.from([0, 255]));
  const { ARN, Description, KmsKeyId, Tags } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  assert.deepEqual([ARN, Description, Tags], [made.ARN, 'd', [{ Key: 'team', Value: 'a' }]]);
  assert.ok([KeyId, Arn].includes(KmsKeyId));
  const versions = await pagesOf(
    paginateListSecretVersionIds({ client: secrets, pageSize: 1 }, { SecretId, IncludeDeprecated: true }), 'Versions');
  assert.equal(versions.flat().length, 3);

  await secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await assert.rejects(get(), InvalidRequestException);
  assert.ok((await secrets.send(new DescribeSecretCommand({ SecretId }))).DeletedDate instanceof Date);
  await secrets.send(new RestoreSecretCommand({ SecretId }));
  await kms.send(new DisableKeyCommand({ KeyId }));
  await assert.rejects(get(), { name: 'DecryptionFailure' });
  await secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  await assert.rejects(get(), ResourceNotFoundException);
});

test('secrets come in pages and in batches', async () => {
  const names = Array.from({ length: 5 }, (_, i) => `many-${i}`);
  for (const Name of names) await secrets.send(new CreateSecretCommand({ Name, SecretString: `of ${Name}` }));
  const pages = await pagesOf(paginateListSecrets({ client: secrets, pageSize: 2 }, {
    Filters: [{ Key: 'name', Values: ['many-'] }],
  }), 'SecretList');
  assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
  assert.deepEqual(pages.flat().map((one) => one.Name).sort(), names);
  const batch = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: ['many-1', 'none'] }));
  assert.deepEqual(batch.SecretValues.map((one) => one.SecretString), ['of many-1']);
  assert.deepEqual(batch.Errors.map((one) => one.ErrorCode), ['ResourceNotFoundException']);
  const { RandomPassword } = await secrets.send(new GetRandomPasswordCommand({
    PasswordLength: 40, ExcludePunctuation: true,
  }));
  assert.match(RandomPassword, /^[A-Za-z0-9]{40}$/);
});

test('a secret\'s policy decides who reads it', async () => {
  const SecretId = 'guarded';
  const [carl, dora] = [await newUser(SecretsManagerClient, 'carl'),
    await newUser(SecretsManagerClient, 'dora', allow('secretsmanager:*'))];
  await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'v1' }));
  const get = new GetSecretValueCommand({ SecretId });
  await assert.rejects(carl.send(get), denied('secretsmanager:GetSecretValue'));
  const ResourcePolicy = document(
    { Effect: 'Allow', Principal: { AWS: userArn('carl') }, Action: 'secretsmanager:GetSecretValue', Resource: '*',
      Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } } },
    { Effect: 'Deny', Principal: { AWS: userArn('dora') }, Action: 'secretsmanager:PutSecretValue', Resource: '*' },
  );
  const checked = await secrets.send(new ValidateResourcePolicyCommand({ ResourcePolicy }));
  assert.equal(checked.PolicyValidationPassed, true);
  await secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
  const kept = await secrets.send(new GetResourcePolicyCommand({ SecretId }));
  assert.deepEqual(JSON.parse(kept.ResourcePolicy), JSON.parse(ResourcePolicy));
  const ofStage = (VersionStage) => new GetSecretValueCommand({ SecretId, VersionStage });
  assert.equal((await carl.send(ofStage('AWSCURRENT'))).SecretString, 'v1');
  await assert.rejects(carl.send(ofStage('AWSPREVIOUS')), denied('secretsmanager:GetSecretValue'));
  await assert.rejects(dora.send(new PutSecretValueCommand({ SecretId, SecretString: 'v2' })),
    denied('secretsmanager:PutSecretValue'));
  assert.equal((await dora.send(get)).SecretString, 'v1');
  await assert.rejects(secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: '{' })),
    MalformedSecretPolicy);
});
