// Deployments on real containers, with Docker asked all the time. Three tasks are rolled to a revision
// that cannot work, of each kind, with the circuit breaker and without, and somebody kills an old task
// meanwhile: the old ones are never fewer than the floor, the deployment never says COMPLETED, and the
// breaker brings the old revision back. A revision that works takes over, and COMPLETED is said when it
// has.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, ListServiceDeploymentsCommand, ListTasksCommand,
  RegisterTaskDefinitionCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { DockerWatch, runningNow } from './docker_watch.mjs';
import { Gantry, buildHelloImage, docker, eventually, gantryBinary } from './harness.mjs';

const kWanted = 3;
const kReplacedWithinMs = 30_000; // a killed task: another one runs
const kWithoutBreakerMs = 30_000; // how long a roll-out that nothing stops is watched

const good = { command: ['sh', '-c', 'trap "exit 0" TERM; sleep 100000 & wait'] };
const hopeless = {
  'dies-after-1s': { command: ['sh', '-c', 'sleep 1; exit 1'] },
  'dies-after-8s': { command: ['sh', '-c', 'sleep 8; exit 1'] },
  'never-healthy': { ...good, healthCheck: { command: ['CMD-SHELL', 'exit 1'], interval: 5, timeout: 2, retries: 2 } },
  'no-image': { ...good, image: 'gantry/does-not-exist:1' },
};

function register(ecs, family, container) {
  return ecs.send(new RegisterTaskDefinitionCommand({
    family,
    networkMode: 'none',
    containerDefinitions: [{ name: 'main', image: 'gantry/hello:latest', memory: 8, stopTimeout: 2, ...container }],
  }));
}

async function describe(ecs, services) {
  const answer = await ecs.send(new DescribeServicesCommand({ services }));
  return new Map(answer.services.map((service) => [service.serviceName, service]));
}

const primary = (service) => service.deployments.find((d) => d.status === 'PRIMARY');
const revisionOf = (deployment) => Number(deployment.taskDefinition.split(':').at(-1));

/** All that the journal has of a service's deployments of a revision, in order: what nobody asked for in time too. */
async function everSaid(gantry, name, revision) {
  const arn = `arn:aws:ecs:us-east-1:000000000000:service/default/${name}`;
  const { stdout } = await promisify(execFile)(gantryBinary, ['history', '--json', arn, '--endpoint', gantry.endpoint],
    { maxBuffer: 64 << 20 });
  const rows = JSON.parse(stdout).records.flatMap((record) => record.changes).map((change) => change.row);
  return rows.flatMap((row) => row?.deployments ?? []).filter((d) => d.revision === revision);
}

/** What is known of one service that is rolled to a revision that cannot work. */
class Course {
  constructor(kind, breaker) {
    this.kind = kind;
    this.breaker = breaker;
    this.name = `${kind}-${breaker ? 'breaker' : 'bare'}`;
    this.breaches = [];
    this.fewest = Infinity;
    this.rolledBack = false;
  }

  /** One look at Docker: the old ones are there, but for the one that was killed until it is replaced. */
  see(containers, at) {
    const old = containers.filter((c) => c.family === this.name && c.revision === 1);
    const killed = this.killedAt !== undefined && this.replacedAfterMs === undefined;
    if (killed && old.length >= kWanted && !old.some((c) => c.id === this.victim)) {
      this.replacedAfterMs = at - this.killedAt;
    }
    this.fewest = Math.min(this.fewest, old.length);
    const floor = killed ? kWanted - 1 : kWanted;
    if (old.length < floor) this.breaches.push(`${old.length} old ones run, the floor is ${floor}`);
    if (killed && at - this.killedAt > kReplacedWithinMs) this.breaches.push('the killed task is not replaced');
  }

  /** One answer of DescribeServices. */
  judge(service) {
    for (const deployment of service.deployments) {
      if (revisionOf(deployment) !== 2) continue;
      if (deployment.rolloutState === 'COMPLETED') this.breaches.push('a revision that cannot work is COMPLETED');
    }
    const now = primary(service);
    this.rolledBack = this.breaker && revisionOf(now) === 1 && now.rolloutState === 'COMPLETED' &&
      service.runningCount === kWanted && service.deployments.length === 1;
    this.service = service;
  }

  async killOne() {
    const [victim] = (await runningNow(new Set([this.name]))).filter((c) => c.revision === 1);
    this.victim = victim.id;
    this.killedAt = performance.now();
    await docker('kill', victim.id);
    this.victimTask = victim.task;
  }
}

test('revisions that cannot work, with and without the circuit breaker', { timeout: 400_000 }, async (t) => {
  await buildHelloImage();
  const gantry = await Gantry.start();
  t.after(() => gantry.remove());
  await gantry.instancesReady(1);
  const ecs = gantry.sdk();
  const courses = Object.keys(hopeless).flatMap((kind) => [new Course(kind, true), new Course(kind, false)]);
  const names = courses.map((course) => course.name);
  for (const course of courses) {
    await register(ecs, course.name, good);
    await ecs.send(new CreateServiceCommand({
      serviceName: course.name, taskDefinition: course.name, desiredCount: kWanted,
      deploymentConfiguration: {
        minimumHealthyPercent: 100, maximumPercent: 200,
        deploymentCircuitBreaker: { enable: course.breaker, rollback: course.breaker },
      },
    }));
  }
  await eventually('the first revision COMPLETED', async () => [...(await describe(ecs, names)).values()]
    .every((s) => primary(s).rolloutState === 'COMPLETED' && s.runningCount === kWanted), 120_000, 500);

  const watch = new DockerWatch(names, (containers, at) => {
    for (const course of courses) course.see(containers, at);
  });
  for (const course of courses) {
    await register(ecs, course.name, hopeless[course.kind]);
    await ecs.send(new UpdateServiceCommand({ service: course.name, taskDefinition: course.name }));
  }
  const rolledAt = performance.now();
  for (const course of courses) await course.killOne();

  const look = async () => {
    const services = await describe(ecs, names);
    for (const course of courses) course.judge(services.get(course.name));
    const broken = courses.filter((course) => course.breaches.length > 0);
    if (broken.length > 0) return true;
    const waiting = courses.filter((course) => course.breaker && !course.rolledBack);
    if (waiting.length > 0) throw new Error(waiting.map((c) => JSON.stringify(c.service)).join('\n'));
    const counting = courses.filter((course) => !course.breaker && primary(course.service).failedTasks < 3);
    if (counting.length > 0) throw new Error(counting.map((c) => JSON.stringify(c.service)).join('\n'));
    return performance.now() - rolledAt > kWithoutBreakerMs;
  };
  await eventually('every breaker has rolled back', look, 180_000, 150);
  await watch.end();

  console.log(`# looks at Docker: ${watch.looks}, at most ${watch.longestGapMs.toFixed(0)} ms apart; killed tasks replaced ` +
    `after ${courses.map((c) => c.replacedAfterMs?.toFixed(0)).join(' ')} ms`);
  assert.deepEqual(Object.fromEntries(courses.map((c) => [c.name, c.breaches[0]]).filter(([, breach]) => breach)), {});
  assert.ok(watch.looks > 200, `Docker was looked at ${watch.looks} times`);
  assert.ok(watch.longestGapMs < 5_000, `Docker was not looked at for ${watch.longestGapMs} ms`);
  for (const course of courses) {
    await t.test(course.name, async () => {
      assert.deepEqual(course.breaches.slice(0, 5), []);
      assert.ok(course.fewest >= kWanted - 1);
      assert.ok(course.replacedAfterMs <= kReplacedWithinMs, 'the killed task was replaced in its revision');
      const [now] = (await describe(ecs, [course.name])).values();
      const said = await everSaid(gantry, course.name, 2);
      const states = new Set(said.map((deployment) => deployment.rolloutState));
      assert.ok(states.has('IN_PROGRESS') && !states.has('COMPLETED'), [...states].join());
      if (course.breaker) {
        // Where nothing is left to drain, the roll-back is complete in the moment in which the deployment
        // fails; what tells of it then is the event and the service deployment.
        if (course.kind !== 'no-image') {
          const failed = said.find((deployment) => deployment.rolloutState === 'FAILED');
          assert.equal(failed?.rolloutReason, 'ECS deployment circuit breaker: tasks failed to start.');
        }
        const { serviceDeployments: [newest] } = await ecs.send(
          new ListServiceDeploymentsCommand({ cluster: 'default', service: course.name }));
        assert.equal(newest.status, 'ROLLBACK_SUCCESSFUL');
        assert.equal(newest.statusReason,
          'Service deployment rolled back because the circuit breaker threshold was exceeded.');
        assert.equal(revisionOf(primary(now)), 1);
        assert.ok(now.events.some((e) => /rolling back to deployment/.test(e.message)), JSON.stringify(now.events));
      } else {
        assert.ok(!states.has('FAILED'));
        assert.equal(revisionOf(primary(now)), 2);
        assert.equal(primary(now).rolloutState, 'IN_PROGRESS');
        assert.ok(primary(now).failedTasks >= 3, `${primary(now).failedTasks} failed tasks`);
      }
      const { tasks: [killed] } = await ecs.send(new DescribeTasksCommand({ tasks: [course.victimTask] }));
      assert.equal(killed.stoppedReason, 'Essential container in task exited');
    });
  }
});

/** Rolls a service to another revision that works. @return what was seen on the way */
async function rollWell(ecs, name, desiredCount, deploymentConfiguration) {
  await register(ecs, name, good);
  await ecs.send(new CreateServiceCommand({ serviceName: name, taskDefinition: name, desiredCount, deploymentConfiguration }));
  const completed = async (revision) => {
    const [service] = (await describe(ecs, [name])).values();
    const now = primary(service);
    return revisionOf(now) === revision && now.rolloutState === 'COMPLETED' && service;
  };
  await eventually('the first revision COMPLETED', () => completed(1), 60_000, 100);
  const seen = { fewest: Infinity, most: 0 };
  const watch = new DockerWatch([name], (containers) => { seen.fewest = Math.min(seen.fewest, containers.length); });
  await register(ecs, name, good);
  await ecs.send(new UpdateServiceCommand({ service: name, taskDefinition: name }));
  await eventually('the second revision COMPLETED', async () => {
    const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: name, desiredStatus: 'RUNNING' }));
    seen.most = Math.max(seen.most, taskArns.length);
    return completed(2);
  }, 120_000, 50);
  seen.after = await runningNow(new Set([name]));
  seen.completedAt = Date.now();
  await watch.end();
  const { taskArns } = await ecs.send(new ListTasksCommand({ serviceName: name }));
  seen.tasks = (await ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks;
  return seen;
}

test('a revision that works: within floor and ceiling, COMPLETED once it has taken over', { timeout: 300_000 }, async (t) => {
  const kSettleMs = 3_000;
  await buildHelloImage();
  const gantry = await Gantry.start({ args: ['--settle-seconds', String(kSettleMs / 1000)] });
  t.after(() => gantry.remove());
  await gantry.instancesReady(1);
  const ecs = gantry.sdk();
  const courses = [
    { name: 'well-100-200', desired: 3, min: 100, max: 200, floor: 3, ceiling: 6 },
    { name: 'well-50-100', desired: 4, min: 50, max: 100, floor: 2, ceiling: 4 },
    { name: 'well-66-100', desired: 3, min: 66, max: 100, floor: 2, ceiling: 3 },
    { name: 'well-100-125', desired: 8, min: 100, max: 125, floor: 8, ceiling: 10 },
  ];
  const all = await Promise.all(courses.map((c) => rollWell(ecs, c.name, c.desired,
    { minimumHealthyPercent: c.min, maximumPercent: c.max })));
  for (const [i, course] of courses.entries()) {
    await t.test(course.name, () => {
      const seen = all[i];
      assert.ok(seen.fewest >= course.floor, `${seen.fewest} ran, the floor is ${course.floor}`);
      assert.ok(seen.most <= course.ceiling, `${seen.most} were wanted, the ceiling is ${course.ceiling}`);
      assert.deepEqual(seen.after.map((c) => c.revision), Array(course.desired).fill(2));
      for (const task of seen.tasks) {
        const ran = seen.completedAt - task.startedAt.getTime();
        assert.ok(ran >= kSettleMs, `COMPLETED when a task had run for ${ran} ms`);
      }
    });
  }
});
