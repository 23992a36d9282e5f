// Docker asked directly, many times a second: over its socket, because a `docker ps` takes longer than
// what is to be seen.

import { askDocker, sleep } from './harness.mjs';

const familyLabel = 'com.amazonaws.ecs.task-definition-family';
const versionLabel = 'com.amazonaws.ecs.task-definition-version';

/** The containers of these families that run now: {id, task, family, revision}. */
export async function runningNow(families) {
  const filters = encodeURIComponent(JSON.stringify({ status: ['running'], label: ['dev.gantry.instance'] }));
  return (await askDocker(`/containers/json?filters=${filters}`))
    .map((c) => ({
      id: c.Id,
      task: c.Labels['com.amazonaws.ecs.task-arn'],
      family: c.Labels[familyLabel],
      revision: Number(c.Labels[versionLabel]),
    }))
    .filter((c) => families.has(c.family));
}

/** Looks at Docker again and again, and gives each look to `see(containers, at)`, until it is ended. */
export class DockerWatch {
  constructor(families, see, everyMs = 50) {
    this.looks = 0;
    this.longestGapMs = 0;
    this.done = this.#watch(new Set(families), see, everyMs);
    this.done.catch(() => {}); // end() tells
  }

  async #watch(families, see, everyMs) {
    let last = performance.now();
    while (!this.ended) {
      const containers = await runningNow(families);
      const now = performance.now();
      this.looks += 1;
      this.longestGapMs = Math.max(this.longestGapMs, now - last);
      last = now;
      see(containers, now);
      await sleep(everyMs);
    }
  }

  /** Fails with what `see` threw. */
  async end() {
    this.ended = true;
    await this.done;
  }
}
