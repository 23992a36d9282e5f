// A Gantry that verifies signatures, and those who call it: the root of the account, and users who may do what
// they are given and no more. With a directory for files that calls read.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { awsCli } from './aws_cli.mjs';
import { Gantry } from './harness.mjs';

export const kAccount = '000000000000';
export const kRegion = 'us-east-1';

export const document = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
export const allow = (Action, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
export const userArn = (name) => `arn:aws:iam::${kAccount}:user/${name}`;

/** What `assert.rejects` expects of a call of the CLI: the error's code and, if given, some of its text. */
export const refused = (code, text = '') => ({ stderr: new RegExp(`\\(${code}\\).*${text}`) });

export class Callers {
  static async start() {
    const callers = new Callers();
    callers.gantry = await Gantry.start({ args: ['--auth', 'verify'] });
    callers.directory = await mkdtemp(path.join(tmpdir(), 'gantry-e2e-'));
    const key = await readFile(`${callers.gantry.dataDir}/root.key`, 'utf8');
    const [accessKeyId, secretAccessKey] = key.trim().split(':');
    callers.root = { accessKeyId, secretAccessKey };
    return callers;
  }

  async remove() {
    await this.gantry.remove();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A new user with these statements as its policy. */
  async user(UserName, ...statements) {
    const iam = this.client(IAMClient);
    await iam.send(new CreateUserCommand({ UserName }));
    if (statements.length > 0) {
      await iam.send(new PutUserPolicyCommand({
        UserName, PolicyName: 'own', PolicyDocument: document(...statements),
      }));
    }
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  }

  /** An SDK client; of the root, if nobody is named. */
  client(Client, credentials = this.root) {
    return new Client({ endpoint: this.gantry.endpoint, region: kRegion, maxAttempts: 3, credentials });
  }

  /** What the CLI reads, as the holder of these credentials. */
  environment(who) {
    return {
      ...process.env,
      AWS_ACCESS_KEY_ID: who.accessKeyId,
      AWS_SECRET_ACCESS_KEY: who.secretAccessKey,
      AWS_DEFAULT_REGION: kRegion,
      AWS_DEFAULT_OUTPUT: 'json',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
    };
  }

  /** Runs the CLI as the holder of these credentials; what it prints, as an object, or as a text if it is no JSON. */
  async as(who, ...args) {
    const { stdout } = await awsCli(['--endpoint-url', this.gantry.endpoint, ...args], this.environment(who));
    const text = stdout.trim();
    if (text === '') return {};
    return text.startsWith('{') || text.startsWith('[') || text.startsWith('"') ? JSON.parse(text) : text;
  }

  /** Writes a file that a call reads. Returns its path. */
  async file(name, content) {
    const written = path.join(this.directory, name);
    await writeFile(written, content);
    return written;
  }
}
