// Packets that are late, by the kernel's netem, which small kernels leave out. All other faults are in faults.alone.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { container, define, running, shell, stop, subnets } from './world.mjs';

const kDelayMs = 2000;

/** What the agent answers to a POST of the task's about latency: its status line and body. */
const ask = (task, what, body) => shell(task, `printf 'POST %s/fault/v1/network-latency/${what} HTTP/1.1\\r\\nHost: agent\\r\\n\
Connection: close\\r\\nContent-Length: ${body.length}\\r\\n\\r\\n%s' "\${ECS_AGENT_URI#http://169.254.170.2}" '${body}' |
  nc -w 10 169.254.170.2 80`);

test('packets of a task are late while it asks for that', async () => {
  await define('late', [container('web', 'exec /bin/serve', { memory: 64 })],
    { networkMode: 'awsvpc', enableFaultInjection: true });
  const network = { networkConfiguration: { awsvpcConfiguration: { subnets: await subnets() } } };
  const [server, client] = await Promise.all([running('late', network), running('late', network)]);
  const address = server.attachments[0].details.find(({ name }) => name === 'privateIPv4Address').value;
  const pageMs = async () => {
    const times = await shell(client, `cat /proc/uptime; wget -qO /dev/null http://${address}:8080/; cat /proc/uptime`);
    const [from, to] = times.split('\n').map((line) => Number(line.split(' ')[0]));
    return (to - from) * 1000;
  };
  const quick = await pageMs();
  const latency = JSON.stringify({ DelayMilliseconds: kDelayMs, JitterMilliseconds: 0, Sources: [address] });
  assert.match(await ask(client, 'start', latency), /^HTTP\/1.1 200 .*"Status":"running"/s);
  const slow = await pageMs();
  // What opens the connection is late, and what asks.
  assert.ok(slow > quick + 1.5 * kDelayMs, `a page took ${quick} ms, and ${slow} ms with ${kDelayMs} ms of latency`);
  assert.match(await ask(client, 'stop', '{}'), /^HTTP\/1.1 200 .*"Status":"stopped"/s);
  assert.ok(await pageMs() < kDelayMs);
  await stop(server, client);
});
