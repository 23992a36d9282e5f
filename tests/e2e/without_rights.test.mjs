// A Gantry that cannot make networks for tasks says so when it starts, and what works; and that works.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Gantry, buildHelloImage, eventually } from './harness.mjs';

let directory;

before(async () => {
  await buildHelloImage();
  directory = await mkdtemp(path.join(tmpdir(), 'gantry-without-'));
});
after(() => rm(directory, { recursive: true, force: true }));

/** As a member of the group docker is, or root of a machine that keeps its network to itself. */
const withoutRights = () => ['setpriv', '--bounding-set', '-net_admin,-sys_admin', '--inh-caps', '-net_admin,-sys_admin'];

/** Where the package nftables is not installed: a /usr/sbin of its own, in a file system that only it sees. */
const withoutNft = () => ['unshare', '--mount', 'sh', '-ec', `
  mkdir ${directory}/all ${directory}/some
  mount --bind /usr/sbin ${directory}/all
  ln -s ${directory}/all/* ${directory}/some/
  rm ${directory}/some/nft
  mount --bind ${directory}/some /usr/sbin
  exec "$@"`, 'sh'];

for (const [what, by, why] of [
  ['the right to administer networks', withoutRights,
    /the right to administer networks is missing: run as root, or with CAP_NET_ADMIN/],
  ['nftables', withoutNft, /`nft` is not there: install the package nftables/],
]) {
  test(`without ${what}`, async () => {
    const gantry = await Gantry.start({ by: by() });
    try {
      await gantry.instancesReady();
      const { log } = gantry.process;
      assert.match(log, why);
      assert.match(log, /Network modes bridge and host work; --task-networking off does without/);
      const container = { name: 'web', image: 'gantry/hello:latest', memory: 16, stopTimeout: 1 };
      await gantry.cli('register-task-definition', '--family', 'bridged', '--container-definitions',
        JSON.stringify([container]));
      const { tasks: [task] } = await gantry.cli('run-task', '--task-definition', 'bridged');
      await eventually('it runs', async () => (await gantry.task(task.taskArn)).lastStatus === 'RUNNING');
      await gantry.cli('register-task-definition', '--family', 'own', '--network-mode', 'awsvpc',
        '--container-definitions', JSON.stringify([container]));
      const { Subnets: subnets } = await gantry.aws('ec2', 'describe-subnets');
      const refused = await gantry.cli('run-task', '--task-definition', 'own', '--network-configuration',
        `awsvpcConfiguration={subnets=[${subnets.map(({ SubnetId }) => SubnetId)}]}`);
      assert.deepEqual(refused.tasks, []);
      assert.equal(refused.failures[0].reason, 'ATTRIBUTE');
    } finally {
      await gantry.remove();
    }
  });
}
