// CloudWatch Logs through the AWS SDK for JavaScript: groups, streams and events; its paginators and error classes;
// queries; what is put survives a kill -9. With signatures verified.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, DeleteLogGroupCommand,
  DeleteMetricFilterCommand, DeleteQueryDefinitionCommand, DeleteResourcePolicyCommand, DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand, DescribeQueryDefinitionsCommand, DescribeResourcePoliciesCommand, FilterLogEventsCommand,
  GetLogEventsCommand, GetQueryResultsCommand, InvalidParameterException, ListTagsForResourceCommand,
  MalformedQueryException, PutLogEventsCommand, PutMetricFilterCommand, PutQueryDefinitionCommand,
  PutResourcePolicyCommand, PutRetentionPolicyCommand, ResourceAlreadyExistsException, ResourceNotFoundException,
  StartLiveTailCommand, StartQueryCommand, TagResourceCommand, UntagResourceCommand, paginateDescribeLogGroups, paginateDescribeLogStreams,
  paginateDescribeMetricFilters, paginateFilterLogEvents, paginateGetLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { Callers, allow, document, kAccount } from './callers.mjs';
import { eventually } from './harness.mjs';

let callers;
let logs;

before(async () => {
  callers = await Callers.start();
  logs = callers.client(CloudWatchLogsClient);
});
after(async () => { await callers?.remove(); });

const arnOf = (group) => `arn:aws:logs:us-east-1:${kAccount}:log-group:${group}`;
async function newStream(logGroupName, logStreamName) {
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
}
const put = (logGroupName, logStreamName, messages, first = Date.now() - 1000) =>
  logs.send(new PutLogEventsCommand({
    logGroupName, logStreamName, logEvents: messages.map((message, i) => ({ timestamp: first + i, message })),
  }));
async function pagesOf(pages, member) {
  const all = [];
  for await (const page of pages) all.push(page[member]);
  return all;
}
async function query(members) {
  const { queryId } = await logs.send(new StartQueryCommand({
    startTime: Math.floor(Date.now() / 1000) - 60, endTime: Math.floor(Date.now() / 1000) + 60, ...members,
  }));
  const answer = await eventually('the query', async () => {
    const told = await logs.send(new GetQueryResultsCommand({ queryId }));
    return ['Complete', 'Failed'].includes(told.status) && told;
  });
  assert.equal(answer.status, 'Complete');
  return answer.results.map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));
}

test('a group: created, read back, changed, deleted', async () => {
  const logGroupName = '/app/web';
  await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'a' } }));
  await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName })), ResourceAlreadyExistsException);
  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
  await logs.send(new TagResourceCommand({ resourceArn: arnOf(logGroupName), tags: { more: '' } }));
  await logs.send(new UntagResourceCommand({ resourceArn: arnOf(logGroupName), tagKeys: ['team'] }));
  const read = async () => (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app/' }))).logGroups[0];
  const made = await read();
  assert.deepEqual([made.logGroupName, made.retentionInDays, made.logGroupArn, made.arn],
    [logGroupName, 30, arnOf(logGroupName), `${arnOf(logGroupName)}:*`]);
  const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: arnOf(logGroupName) }));
  assert.deepEqual(tags, { more: '' });
  await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
  assert.equal((await read()).retentionInDays, undefined);
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  await assert.rejects(logs.send(new DeleteLogGroupCommand({ logGroupName })), ResourceNotFoundException);
  await assert.rejects(logs.send(new CreateLogGroupCommand({ logGroupName: 'a b' })), InvalidParameterException);
});

test('groups, streams and filters come in pages', async () => {
  const names = Array.from({ length: 5 }, (_, i) => `/many/${i}`);
  for (const logGroupName of names) await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const groups = await pagesOf(
    paginateDescribeLogGroups({ client: logs, pageSize: 2 }, { logGroupNamePrefix: '/many/' }), 'logGroups');
  assert.deepEqual(groups.map((page) => page.map((one) => one.logGroupName)),
    [names.slice(0, 2), names.slice(2, 4), names.slice(4)]);
  const [logGroupName] = names;
  for (const logStreamName of ['a', 'b', 'c']) {
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    await logs.send(new PutMetricFilterCommand({
      logGroupName, filterName: logStreamName, filterPattern: '',
      metricTransformations: [{ metricName: 'n', metricNamespace: 's', metricValue: '1', defaultValue: 0 }],
    }));
  }
  await put(logGroupName, 'b', ['first'], Date.now() - 5000);
  await put(logGroupName, 'a', ['last'], Date.now());
  const streams = await pagesOf(paginateDescribeLogStreams({ client: logs, pageSize: 2 },
    { logGroupName, orderBy: 'LastEventTime', descending: true }), 'logStreams');
  assert.deepEqual(streams.flat().map((one) => one.logStreamName), ['a', 'b', 'c']);
  const filters = await pagesOf(paginateDescribeMetricFilters({ client: logs, pageSize: 2 }, { logGroupName }),
    'metricFilters');
  assert.deepEqual(filters.flat().map((one) => one.filterName), ['a', 'b', 'c']);
  await logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: 'a' }));
  await assert.rejects(logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName: 'a' })),
    ResourceNotFoundException);
});

test('events come back in order, also after a kill -9', async () => {
  await newStream('/events', 'one');
  await logs.send(new CreateLogStreamCommand({ logGroupName: '/events', logStreamName: 'two' }));
  const messages = Array.from({ length: 500 }, (_, i) => `line ${i} ü "q"`);
  const first = Date.now() - 10_000;
  await put('/events', 'one', messages, first);
  await put('/events', 'two', ['between'], first + 250);
  await callers.gantry.kill();
  await callers.gantry.launch();
  const ofStream = { logGroupName: '/events', logStreamName: 'one' };
  const read = await pagesOf(paginateGetLogEvents({ client: logs, pageSize: 120, stopOnSameToken: true },
    { ...ofStream, startFromHead: true }), 'events');
  assert.deepEqual(read.flat().map((event) => event.message), messages);
  assert.ok(read[0].every((event, i) => event.timestamp === first + i && event.ingestionTime >= first));
  const newest = await logs.send(new GetLogEventsCommand({ ...ofStream, limit: 1 }));
  assert.deepEqual(newest.events.map((event) => event.message), ['line 499 ü "q"']);
  const older = await logs.send(new GetLogEventsCommand({ ...ofStream, limit: 2, nextToken: newest.nextBackwardToken }));
  assert.deepEqual(older.events.map((event) => event.message), messages.slice(497, 499));

  const filtered = (await pagesOf(paginateFilterLogEvents({ client: logs, pageSize: 100 }, {
    logGroupName: '/events', startTime: first + 249, endTime: first + 251, filterPattern: '?line ?between',
  }), 'events')).flat();
  assert.deepEqual(filtered.map((event) => event.message).sort(),
    ['between', ...messages.slice(249, 252)].sort());
  assert.equal(new Set(filtered.map((event) => event.eventId)).size, filtered.length);
  await assert.rejects(logs.send(new FilterLogEventsCommand({ logGroupName: '/events', filterPattern: '{' })),
    InvalidParameterException);
});

test('queries of Logs Insights', async () => {
  await newStream('/queried', 's');
  await put('/queried', 's', [10, 20, 60].map((ms) => JSON.stringify({ level: ms > 50 ? 'WARN' : 'INFO', ms })));
  const logGroupName = '/queried';
  assert.deepEqual(await query({ logGroupName, queryString: 'stats avg(ms) as mean, max(ms) as top by level | sort level' }),
    [{ level: 'INFO', mean: '15', top: '20' }, { level: 'WARN', mean: '60', top: '60' }]);
  const rows = await query({ logGroupNames: [logGroupName], queryString: 'fields ms | sort ms desc | limit 1' });
  assert.deepEqual(rows.map((row) => row.ms), ['60']);
  assert.ok(rows[0]['@ptr']);
  await assert.rejects(query({ logGroupName, queryString: 'fields |' }), MalformedQueryException);
  await assert.rejects(query({ logGroupName: '/none', queryString: 'fields ms' }), ResourceNotFoundException);

  const { queryDefinitionId } = await logs.send(new PutQueryDefinitionCommand({
    name: 'web/slow', queryString: 'fields ms', logGroupNames: [logGroupName],
  }));
  const { queryDefinitions: kept } = await logs.send(new DescribeQueryDefinitionsCommand({}));
  assert.deepEqual(kept.map((one) => [one.queryDefinitionId, one.name]), [[queryDefinitionId, 'web/slow']]);
  await logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
});

test('policies of the account are kept', async () => {
  const policyDocument = document({
    Effect: 'Allow', Principal: { Service: 'route53.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*',
  });
  await logs.send(new PutResourcePolicyCommand({ policyName: 'dns', policyDocument }));
  const { resourcePolicies: [kept] } = await logs.send(new DescribeResourcePoliciesCommand({}));
  assert.deepEqual([kept.policyName, JSON.parse(kept.policyDocument)], ['dns', JSON.parse(policyDocument)]);
  await logs.send(new DeleteResourcePolicyCommand({ policyName: 'dns' }));
  await assert.rejects(logs.send(new DeleteResourcePolicyCommand({ policyName: 'dns' })), ResourceNotFoundException);
});

test('events are watched as they come', async () => {
  await newStream('/watched', 's');
  // The operation's own host name would be streaming-127.0.0.1.
  const watcher = callers.client(class extends CloudWatchLogsClient {
    constructor(settings) { super({ ...settings, disableHostPrefix: true }); }
  });
  const tail = (logGroupIdentifiers) => watcher.send(new StartLiveTailCommand({
    logGroupIdentifiers, logEventFilterPattern: 'ERROR',
  }));
  await assert.rejects(tail([arnOf('/none')]), ResourceNotFoundException);
  const { responseStream } = await tail([arnOf('/watched')]);
  const seen = [];
  for await (const event of responseStream) {
    if (event.sessionStart) {
      assert.equal(event.sessionStart.logEventFilterPattern, 'ERROR');
      await put('/watched', 's', ['an ERROR', 'no matter', 'another ERROR']);
    } else {
      assert.equal(event.sessionUpdate.sessionMetadata.sampled, false);
      seen.push(...event.sessionUpdate.sessionResults.map((one) => one.message));
    }
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, ['an ERROR', 'another ERROR']);
});

test('who may not does not', async () => {
  await newStream('/guarded', 's');
  const reader = callers.client(CloudWatchLogsClient, await callers.user('reader',
    allow(['logs:FilterLogEvents', 'logs:StartQuery'], `${arnOf('/guarded')}:*`)));
  await put('/guarded', 's', ['hidden']);
  const { events } = await reader.send(new FilterLogEventsCommand({ logGroupName: '/guarded' }));
  assert.deepEqual(events.map((event) => event.message), ['hidden']);
  const denied = (action) => ({
    name: 'AccessDeniedException', message: new RegExp(`user/reader is not authorized to perform: logs:${action}`),
  });
  await assert.rejects(reader.send(new PutLogEventsCommand({
    logGroupName: '/guarded', logStreamName: 's', logEvents: [{ timestamp: Date.now(), message: 'forged' }],
  })), denied('PutLogEvents'));
  await assert.rejects(reader.send(new FilterLogEventsCommand({ logGroupName: '/queried' })), denied('FilterLogEvents'));
  await assert.rejects(reader.send(new StartQueryCommand({
    logGroupNames: ['/guarded', '/queried'], queryString: 'fields ms', startTime: 0, endTime: 1,
  })), denied('StartQuery'));
  await assert.rejects(reader.send(new DeleteLogGroupCommand({ logGroupName: '/guarded' })), denied('DeleteLogGroup'));
  const now = await logs.send(new FilterLogEventsCommand({ logGroupName: '/guarded' }));
  assert.equal(now.events.length, 1);
});
