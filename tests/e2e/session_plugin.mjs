// Stands in for AWS's session-manager-plugin: the AWS CLI starts it with the session that ExecuteCommand answered.
// What comes on standard input is typed; SESSION_SIZE is the terminal's, such as 132x43; SESSION_LOSS and
// SESSION_SHUFFLE make the network bad.

import { SessionChannel } from './session_channel.mjs';

const [session, region, operation, , parameters] = process.argv.slice(2);
if (session === undefined) process.exit(0);  // the CLI asks whether there is a plugin
if (operation !== 'StartSession' || !region || !JSON.parse(parameters).Target.startsWith('ecs:')) process.exit(2);
const { sessionId, streamUrl, tokenValue } = JSON.parse(session);
const channel = await SessionChannel.open(
  { streamUrl, tokenValue },
  { loss: Number(process.env.SESSION_LOSS ?? 0), shuffle: Number(process.env.SESSION_SHUFFLE ?? 0) });

process.stdout.write(`\nStarting session with SessionId: ${sessionId}\n`);
channel.on('ready', () => {
  if (process.env.SESSION_SIZE) channel.resize(...process.env.SESSION_SIZE.split('x').map(Number));
  process.stdin.on('data', (bytes) => channel.type(bytes.toString()));
});
channel.on('output', (bytes) => process.stdout.write(bytes));
const leave = (words, code) => process.stdout.write(`\n\n${words}\n\n`, () => process.exit(code));
channel.on('closed', (words) => leave(words ? `SessionId: ${sessionId} : ${words}`
  : `Exiting session with sessionId: ${sessionId}.`, 0));
channel.on('lost', (code, reason) => leave(`lost: ${code} ${reason}`, 1));
