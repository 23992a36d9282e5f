// CloudWatch Logs through the stock AWS CLI: groups and streams, events put, read, filtered, followed and queried;
// and who may not read or write does not. With signatures verified.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Callers, allow, refused } from './callers.mjs';
import { eventually } from './harness.mjs';

const kGroup = '/ecs/web';
const group = ['--log-group-name', kGroup];

let callers;

before(async () => { callers = await Callers.start(); });
after(async () => { await callers?.remove(); });

const logs = (...args) => callers.as(callers.root, 'logs', ...args);
const messagesOf = (answer) => answer.events.map((event) => event.message);

/** Puts events of this moment, a millisecond apart, through a file. */
async function put(stream, ...messages) {
  const now = Date.now();
  const events = messages.map((message, i) => ({ timestamp: now - messages.length + i, message }));
  return logs('put-log-events', ...group, '--log-stream-name', stream, '--log-events',
    `file://${await callers.file('events.json', JSON.stringify(events))}`);
}

test('a group and its streams', async () => {
  await logs('create-log-group', ...group, '--tags', 'team=a');
  await assert.rejects(logs('create-log-group', ...group), refused('ResourceAlreadyExistsException',
    'The specified log group already exists'));
  await logs('put-retention-policy', ...group, '--retention-in-days', '7');
  const { logGroups: [made] } = await logs('describe-log-groups', '--log-group-name-prefix', '/ecs/');
  assert.deepEqual([made.logGroupName, made.retentionInDays, made.arn],
    [kGroup, 7, 'arn:aws:logs:us-east-1:000000000000:log-group:/ecs/web:*']);
  assert.deepEqual((await logs('list-tags-log-group', ...group)).tags, { team: 'a' });
  for (const stream of ['web/one', 'web/two']) await logs('create-log-stream', ...group, '--log-stream-name', stream);
  const { logStreams: streams } = await logs('describe-log-streams', ...group, '--page-size', '1');
  assert.deepEqual(streams.map((stream) => stream.logStreamName), ['web/one', 'web/two']);
  await assert.rejects(logs('put-retention-policy', ...group, '--retention-in-days', '8'),
    refused('InvalidParameterException'));
  await assert.rejects(logs('delete-log-group', '--log-group-name', 'none'), refused('ResourceNotFoundException',
    'The specified log group does not exist'));
});

test('events are put, read and filtered', async () => {
  const lines = ['GET /a 200', 'GET /b "quoted" 404', '{"level":"ERROR","ms":12}', 'ünïcode\ttab'];
  const answer = await put('web/one', ...lines);
  assert.equal(answer.rejectedLogEventsInfo, undefined);
  await put('web/two', 'GET /c 404');
  const stream = ['--log-stream-name', 'web/one'];
  assert.deepEqual(messagesOf(await logs('get-log-events', ...group, ...stream, '--start-from-head')), lines);
  assert.deepEqual(messagesOf(await logs('get-log-events', ...group, ...stream, '--limit', '2')), lines.slice(2));
  const found = async (pattern, ...args) =>
    messagesOf(await logs('filter-log-events', ...group, '--filter-pattern', pattern, ...args));
  assert.deepEqual(await found('404', '--page-size', '1'), ['GET /b "quoted" 404', 'GET /c 404']);
  assert.deepEqual(await found('404', '--log-stream-name-prefix', 'web/t'), ['GET /c 404']);
  assert.deepEqual(await found('{ $.level = "ERROR" && $.ms > 10 }'), [lines[2]]);
  const old = JSON.stringify([{ timestamp: Date.now() - 15 * 86_400_000, message: 'old' }]);
  const late = await logs('put-log-events', ...group, ...stream, '--log-events', old);
  assert.deepEqual(late.rejectedLogEventsInfo, { tooOldLogEventEndIndex: 1 });
  await assert.rejects(logs('get-log-events', ...group, '--log-stream-name', 'none'),
    refused('ResourceNotFoundException', 'The specified log stream does not exist'));
});

test('a query of Logs Insights', async () => {
  const now = Math.floor(Date.now() / 1000);
  const { queryId } = await logs('start-query', ...group, '--start-time', String(now - 600), '--end-time',
    String(now + 60), '--query-string',
    'parse @message "GET * *" as path, status | filter status like /404$/ | stats count(*) as n by @logStream');
  const answer = await eventually('the query', async () => {
    const told = await logs('get-query-results', '--query-id', queryId);
    return told.status === 'Complete' && told;
  });
  const rows = answer.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
  rows.sort((a, b) => a['@logStream'].localeCompare(b['@logStream']));
  assert.deepEqual(rows, [{ '@logStream': 'web/one', n: '1' }, { '@logStream': 'web/two', n: '1' }]);
  assert.deepEqual([answer.statistics.recordsMatched, answer.statistics.recordsScanned], [2, 5]);
});

test('a group is followed', async (t) => {
  // Version 1 of the CLI cannot; the distributions' packages are of version 2.
  const help = await callers.as(callers.root, 'logs', 'tail', 'help').catch((error) => error.stderr);
  if (/Invalid choice|invalid choice/.test(help)) {
    t.diagnostic('this CLI knows no `aws logs tail`');
    return;
  }
  const shown = await callers.as(callers.root, 'logs', 'tail', kGroup, '--format', 'short', '--since', '1h');
  assert.match(shown, /GET \/a 200\n/);
  const following = spawn('aws', ['--endpoint-url', callers.gantry.endpoint, 'logs', 'tail', kGroup, '--follow',
    '--since', '1h'], { env: { ...callers.environment(callers.root), PYTHONUNBUFFERED: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => following.kill());
  let text = '';
  following.stdout.on('data', (more) => { text += more; });
  await eventually('what was there', () => text.includes('GET /c 404'), 60_000);
  await put('web/two', 'a line of later');
  await eventually('what comes later', () => text.includes('web/two a line of later'), 60_000);
});

test('filters and policies are kept', async () => {
  await logs('put-metric-filter', ...group, '--filter-name', 'errors', '--filter-pattern', 'ERROR',
    '--metric-transformations', 'metricName=Errors,metricNamespace=Web,metricValue=1');
  const { metricFilters: [metric] } = await logs('describe-metric-filters', ...group);
  assert.deepEqual([metric.filterName, metric.metricTransformations],
    ['errors', [{ metricName: 'Errors', metricNamespace: 'Web', metricValue: '1' }]]);
  const tested = await logs('test-metric-filter', '--filter-pattern', '[ip, status=4*]', '--log-event-messages',
    '192.0.2.1 404', '192.0.2.1 200');
  assert.deepEqual(tested.matches.map((one) => one.extractedValues), [{ $ip: '192.0.2.1', $status: '404' }]);
  await logs('put-subscription-filter', ...group, '--filter-name', 'all', '--filter-pattern', '', '--destination-arn',
    'arn:aws:lambda:us-east-1:000000000000:function:ship');
  const { subscriptionFilters: [all] } = await logs('describe-subscription-filters', ...group);
  assert.equal(all.destinationArn, 'arn:aws:lambda:us-east-1:000000000000:function:ship');
  await logs('delete-subscription-filter', ...group, '--filter-name', 'all');
  await assert.rejects(logs('delete-subscription-filter', ...group, '--filter-name', 'all'),
    refused('ResourceNotFoundException'));
});

test('who may not read or write does not', async () => {
  const arn = `arn:aws:logs:us-east-1:000000000000:log-group:${kGroup}`;
  const writer = await callers.user('writer', allow(['logs:PutLogEvents', 'logs:CreateLogStream'],
    `${arn}:log-stream:web/one`));
  const event = (message) => ['--log-events', JSON.stringify([{ timestamp: Date.now(), message }])];
  const write = (stream, message) => callers.as(writer, 'logs', 'put-log-events', ...group, '--log-stream-name', stream,
    ...event(message));
  await write('web/one', 'hers');
  await assert.rejects(write('web/two', 'not hers'), refused('AccessDeniedException',
    `user/writer is not authorized to perform: logs:PutLogEvents on resource: ${arn}:log-stream:web/two`));
  await assert.rejects(callers.as(writer, 'logs', 'filter-log-events', ...group), refused('AccessDeniedException'));
  await assert.rejects(callers.as(writer, 'logs', 'delete-log-group', ...group), refused('AccessDeniedException',
    'logs:DeleteLogGroup'));
  assert.deepEqual(messagesOf(await logs('filter-log-events', ...group, '--filter-pattern', 'hers')), ['hers']);

  await logs('delete-log-stream', ...group, '--log-stream-name', 'web/one');
  await logs('delete-log-group', ...group);
  assert.deepEqual((await logs('describe-log-groups')).logGroups, []);
});
