// The stock AWS CLI. Through aws_server.py where that runs, which imports the program once for all calls; as a
// program of its own otherwise. aws_program.test.mjs shows that both say the same.

import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';

const runFile = promisify(execFile);

/** The CLI as the program that users start. Fails as `execFile` does: `code`, `stdout`, `stderr`. */
export const awsProgram = (args, env) => runFile('aws', args, { env, maxBuffer: 64 << 20 });

/** Runs the CLI. @return {stdout, stderr} @throws as awsProgram */
export function awsCli(args, env) {
  const server = process.env.GANTRY_AWS_SERVER;
  return server ? awsServed(server, args, env) : awsProgram(args, env);
}

async function awsServed(server, args, env) {
  const { code, ...told } = await ask(server, { argv: args, env, cwd: process.cwd() });
  const [stdout, stderr] = [told.stdout, told.stderr].map((text) => Buffer.from(text, 'base64').toString());
  if (code === 0) return { stdout, stderr };
  const command = ['aws', ...args].join(' ');
  throw Object.assign(new Error(`Command failed: ${command}\n${stderr}`), { code, cmd: command, stdout, stderr });
}

function ask(server, request) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    const connection = connect(server);
    connection.on('connect', () => connection.write(`${JSON.stringify(request)}\n`));
    connection.on('data', (piece) => pieces.push(piece));
    connection.on('error', reject);
    connection.on('end', () => {
      connection.destroy();
      try {
        resolve(JSON.parse(Buffer.concat(pieces)));
      } catch {
        reject(new Error(`aws_server.py ended a call without an answer: ${request.argv.join(' ')}`));
      }
    });
  });
}
