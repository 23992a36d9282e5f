// A journal that version 0.1 wrote (journal-0.1.sql.gz, SQLite's dump of one, made on 25 November 2026) is
// opened by the program as it is now: what was registered is there, and goes on.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  DescribeClustersCommand, DescribeContainerInstancesCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand,
  DescribeTasksCommand, ECSClient, ListAccountSettingsCommand, ListTasksCommand, ListTagsForResourceCommand,
  RegisterTaskDefinitionCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { GantryProcess, eventually, freePort, repository } from './harness.mjs';

const kInstance = 'cb9022935a9a0782149aeae065d057f7';
const kTask = '9b487afeb39af7e09b531729adc67a6a'; // it ran when the journal was copied

test('a journal of 0.1', async (t) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'gantry-old-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const dump = gunzipSync(await readFile(path.join(repository, 'tests/e2e/journal-0.1.sql.gz')));
  execFileSync('sqlite3', [`${directory}/journal.db`, 'PRAGMA journal_mode=WAL']);
  execFileSync('sqlite3', [`${directory}/journal.db`], { input: dump });
  execFileSync('chmod', ['0600', `${directory}/journal.db`]);

  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = new GantryProcess(['server', '--port', String(port), '--data-dir', directory]);
  t.after(() => server.end('SIGKILL'));
  server.start();
  await server.healthy(endpoint);
  const [accessKeyId, secretAccessKey] = (await readFile(`${directory}/root.key`, 'utf8')).trim().split(':');
  const ecs = new ECSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } });

  await t.test('what it holds is there', async () => {
    for (const [revision, word] of [[1, 'hello'], [2, 'hello again']]) {
      const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: `kept:${revision}` }));
      assert.equal(taskDefinition.status, 'ACTIVE');
      assert.deepEqual(taskDefinition.containerDefinitions[0].command, ['sleep', '100000']);
      assert.deepEqual(taskDefinition.containerDefinitions[0].environment, [{ name: 'WORD', value: word }]);
    }
    const { services: [kept] } = await ecs.send(new DescribeServicesCommand({ services: ['kept'] }));
    assert.equal(kept.status, 'ACTIVE');
    assert.equal(kept.desiredCount, 1);
    assert.equal(kept.runningCount, 1);
    assert.equal(kept.deploymentConfiguration.minimumHealthyPercent, 50);
    assert.equal(kept.deploymentConfiguration.maximumPercent, 150);
    assert.equal(kept.deploymentConfiguration.deploymentCircuitBreaker.rollback, true);
    assert.deepEqual(kept.deployments.map((d) => [d.status, d.rolloutState]), [['PRIMARY', 'COMPLETED']]);
    assert.match(kept.taskDefinition, /\/kept:2$/);
    const { tags } = await ecs.send(new ListTagsForResourceCommand({ resourceArn: kept.serviceArn }));
    assert.deepEqual(tags, [{ key: 'team', value: 'shop' }]);
    const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: 'kept' }));
    assert.deepEqual(taskArns.map((arn) => arn.split('/').at(-1)), [kTask]);
    const { tasks: [task] } = await ecs.send(new DescribeTasksCommand({ tasks: taskArns }));
    assert.equal(task.lastStatus, 'RUNNING');
    const instance = await eventually('its agent is not here', async () => {
      const { containerInstances: [seen] } = await ecs.send(
        new DescribeContainerInstancesCommand({ containerInstances: [kInstance] }));
      return !seen.agentConnected && seen;
    });
    assert.equal(instance.runningTasksCount, 1);
    const { clusters: [other] } = await ecs.send(new DescribeClustersCommand({ clusters: ['other'], include: ['SETTINGS'] }));
    assert.deepEqual(other.settings, [{ name: 'containerInsights', value: 'enabled' }]);
    const { settings } = await ecs.send(new ListAccountSettingsCommand({ name: 'containerInsights' }));
    assert.equal(settings[0].value, 'enabled');
  });

  await t.test('it is written on, and read again', async () => {
    const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand({
      family: 'kept', containerDefinitions: [{ name: 'main', image: 'gantry/hello:latest', memory: 8 }],
    }));
    assert.equal(taskDefinition.revision, 3);
    await ecs.send(new UpdateServiceCommand({ service: 'kept', desiredCount: 2 }));
    await server.end('SIGKILL');
    server.start();
    await server.healthy(endpoint);
    const { services: [kept] } = await ecs.send(new DescribeServicesCommand({ services: ['kept'] }));
    assert.equal(kept.desiredCount, 2);
    assert.equal(kept.runningCount, 1);
  });
});
