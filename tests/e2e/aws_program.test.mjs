// The AWS CLI as users start it, of every service that tests speak to through it; and what aws_server.py runs for
// the other tests says the same, and ends the same.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { awsCli, awsProgram } from './aws_cli.mjs';
import { Callers, refused } from './callers.mjs';

let callers;

before(async () => {
  callers = await Callers.start();
  await callers.as(callers.root, 's3', 'mb', 's3://things');
  await callers.as(callers.root, 's3', 'cp', await callers.file('thing', 'ünï\0\r\n'), 's3://things/one', '--no-progress');
});
after(async () => { await callers?.remove(); });

const told = async (how, args) => {
  const { code = 0, stdout, stderr } = await how(['--endpoint-url', callers.gantry.endpoint, ...args], callers.environment(callers.root))
    .catch((error) => error);
  return { code, stdout, stderr };
};

const kCalls = {
  'arguments that are wrong': [['ecs', 'list-no-such-things'], { stderr: /nvalid choice/ }],
  ecs: [['ecs', 'list-clusters', '--query', 'clusterArns[0]', '--output', 'text'], { stdout: /:cluster\/default\n$/ }],
  ec2: [['ec2', 'describe-vpcs', '--vpc-ids', 'vpc-0123456789abcdef0'], refused('InvalidVpcID.NotFound')],
  ecr: [['ecr', 'describe-repositories', '--repository-names', 'none'], refused('RepositoryNotFoundException')],
  iam: [['iam', 'get-user', '--user-name', 'none'], refused('NoSuchEntity')],
  sts: [['sts', 'get-caller-identity'], { stdout: /:root/ }],
  kms: [['kms', 'list-aliases', '--max-items', '1'], { stdout: /Aliases/ }],
  logs: [['logs', 'describe-log-streams', '--log-group-name', 'none'], refused('ResourceNotFoundException')],
  ssm: [['ssm', 'get-parameter', '--name', 'none'], refused('ParameterNotFound')],
  secretsmanager: [['secretsmanager', 'list-secrets', '--output', 'yaml'], {}],
  s3: [['s3', 'cp', 's3://things/one', '-'], { stdout: /^ünï\0\r\n$/ }],
  s3api: [['s3api', 'head-object', '--bucket', 'things', '--key', 'none'], refused('404')],
};

for (const [name, [args, expected]] of Object.entries(kCalls)) {
  test(name, async (t) => {
    const program = await told(awsProgram, args);
    for (const [stream, text] of Object.entries(expected)) assert.match(program[stream], text);
    if (process.env.GANTRY_AWS_SERVER) assert.deepEqual(await told(awsCli, args), program);
    else t.diagnostic('no aws_server.py: every test starts the program');
  });
}
