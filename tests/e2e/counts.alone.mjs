// What is reported against what is: over creating, rolling, scaling and killing, the tasks that are
// called RUNNING are those whose containers Docker runs. An event takes its time to travel; beyond that,
// the seconds in which the two differ add up to none.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateServiceCommand, DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand,
  RegisterTaskDefinitionCommand, UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { runningNow } from './docker_watch.mjs';
import { Gantry, buildHelloImage, docker, eventually, sleep } from './harness.mjs';

const kEventMs = 200; // that an event may take
const kService = 'counts';

let gantry;
let ecs;
before(async () => {
  await buildHelloImage();
  gantry = await Gantry.start({ args: ['--quick'] });
  await gantry.instancesReady(1);
  ecs = gantry.sdk();
});
after(async () => { await gantry?.remove(); });

const register = (word) => ecs.send(new RegisterTaskDefinitionCommand({
  family: kService,
  networkMode: 'none',
  containerDefinitions: [{
    name: 'main', image: 'gantry/hello:latest', memory: 8, stopTimeout: 5,
    command: ['sh', '-c', `: ${word}; trap "exit 0" TERM; sleep 100000 & wait`],
  }],
}));

async function reported() {
  const lists = await Promise.all(['RUNNING', 'STOPPED'].map((desiredStatus) =>
    ecs.send(new ListTasksCommand({ family: kService, desiredStatus }))));
  const arns = lists.flatMap((list) => list.taskArns);
  const [{ services: [service] }, { tasks }] = await Promise.all([
    ecs.send(new DescribeServicesCommand({ services: [kService] })),
    arns.length > 0 ? ecs.send(new DescribeTasksCommand({ tasks: arns.slice(0, 100) })) : { tasks: [] },
  ]);
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING').map((task) => task.taskArn).sort();
  return `${service?.runningCount ?? 0}: ${running}`;
}

async function real() {
  const tasks = (await runningNow(new Set([kService]))).map((c) => c.task).sort();
  return `${tasks.length}: ${tasks}`;
}

/** Compares `real` with `said`, again and again until it is ended; keeps each stretch of time in which they differed. */
class Comparison {
  constructor(real, said) {
    this.samples = 0;
    this.longestGapMs = 0;
    this.stretches = [];
    this.done = this.#run(real, said);
    this.done.catch(() => {}); // end() tells
  }

  async #run(real, said) {
    let since;
    let what;
    let last = performance.now();
    while (!this.ended) {
      const before = await real();
      const at = performance.now();
      const claim = await said();
      if (before === await real()) { // else it changed in between, and says nothing
        this.samples += 1;
        this.longestGapMs = Math.max(this.longestGapMs, at - last);
        last = at;
        if (claim !== before && since === undefined) [since, what] = [at, `reported ${claim}; Docker ${before}`];
        if (claim === before && since !== undefined) {
          this.stretches.push({ ms: at - since, what });
          since = undefined;
        }
      }
      await sleep(5);
    }
    if (since !== undefined) this.stretches.push({ ms: performance.now() - since, what });
  }

  async end() {
    this.ended = true;
    await this.done;
  }

  /** The stretches that an event's time does not explain. */
  get beyond() {
    return this.stretches.filter((stretch) => stretch.ms > kEventMs);
  }
}

const settled = (count) => eventually('steady', async () => {
  const { services: [service] } = await ecs.send(new DescribeServicesCommand({ services: [kService] }));
  return service.deployments.length === 1 && service.deployments[0].rolloutState === 'COMPLETED' &&
    service.runningCount === count && service.pendingCount === 0;
}, 60_000, 100);

test('the comparison itself sees a report that is late, and forgives one that is not', async () => {
  for (const [lateMs, expected] of [[600, 1], [0, 0]]) {
    let now = 'one';
    let then = 'one';
    const comparison = new Comparison(async () => now, async () => then);
    await sleep(50);
    now = 'two';
    await sleep(lateMs);
    then = 'two';
    await sleep(50);
    await comparison.end();
    assert.equal(comparison.beyond.length, expected);
  }
});

test('no second in which reported and real counts differ', { timeout: 300_000 }, async () => {
  const comparison = new Comparison(real, reported);
  await register('one');
  await ecs.send(new CreateServiceCommand({ serviceName: kService, taskDefinition: kService, desiredCount: 3 }));
  await settled(3);
  await register('two');
  await ecs.send(new UpdateServiceCommand({ service: kService, taskDefinition: kService }));
  await settled(3);
  const [victim] = await runningNow(new Set([kService]));
  await docker('kill', victim.id);
  await eventually('the victim replaced', async () => {
    const now = await runningNow(new Set([kService]));
    return now.length === 3 && now.every((c) => c.id !== victim.id);
  });
  await settled(3);
  await ecs.send(new UpdateServiceCommand({ service: kService, desiredCount: 1 }));
  await settled(1);
  await sleep(1_000);
  await comparison.end();

  const longest = Math.max(0, ...comparison.stretches.map((s) => s.ms));
  console.log(`# ${comparison.samples} comparisons, at most ${comparison.longestGapMs.toFixed(0)} ms apart; ` +
    `${comparison.stretches.length} stretches that differed, the longest ${longest.toFixed(0)} ms`);
  assert.ok(comparison.samples > 100, `compared ${comparison.samples} times`);
  assert.deepEqual(comparison.beyond, [], `beyond the ${kEventMs} ms that an event may take`);
});
