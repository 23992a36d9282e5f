// Debian's docker-registry without logins, which writes down what is asked of it; and images that are pushed there.

import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { askDocker, eventually, freePort } from './harness.mjs';

const run = promisify(execFile);

export class ImageRegistry {
  /** @param enter a command that runs what follows it where Docker finds the registry, e.g. nsenter with its arguments */
  static async start({ enter = [] } = {}) {
    const registry = new ImageRegistry();
    registry.enter = enter;
    registry.directory = await mkdtemp(path.join(tmpdir(), 'gantry-registry-'));
    registry.host = `127.0.0.1:${await freePort()}`;
    registry.images = new Set();
    await writeFile(`${registry.directory}/registry.yml`, JSON.stringify({
      version: 0.1,
      log: { level: 'error', accesslog: { disabled: false } },
      storage: { filesystem: { rootdirectory: `${registry.directory}/images` } },
      http: { addr: registry.host },
    }));
    const log = await open(`${registry.directory}/log`, 'a');
    const [program, ...args] = [...enter, 'docker-registry', 'serve', `${registry.directory}/registry.yml`];
    registry.process = spawn(program, args, { stdio: ['ignore', log.fd, log.fd] });
    registry.exited = new Promise((resolve) => registry.process.once('exit', resolve));
    await log.close();
    return registry;
  }

  /** The name of an image here. */
  name(repository, tag) {
    return `${this.host}/${repository}:${tag}`;
  }

  /** Makes an image that nobody has had before, with a layer of its own, and pushes it. Its digest; Docker forgets it. */
  async push(image, content) {
    const root = path.join(this.directory, 'context');
    await mkdir(root, { recursive: true });
    await writeFile(`${root}/content`, `${content} ${this.host}\n`);
    await writeFile(`${root}/Dockerfile`, 'FROM gantry/hello:latest\nCOPY content /content\n');
    await run('docker', ['build', '-q', '-t', image, root], { env: { ...process.env, DOCKER_BUILDKIT: '0' } });
    await eventually(`${image} is pushed`, () => run('docker', ['push', '-q', image]).then(() => true));
    const repository = image.slice(0, image.lastIndexOf(':'));
    const { RepoDigests: names } = await askDocker(`/images/${encodeURIComponent(image)}/json`);
    const digest = names.find((name) => name.startsWith(`${repository}@`)).split('@')[1];
    await run('docker', ['image', 'rm', '-f', image]);
    this.images.add(image).add(`${repository}@${digest}`);
    return digest;
  }

  /** The lines of its log that begin so: `GET /v2/shop/web/blobs/`. */
  async asked(what) {
    return (await readFile(`${this.directory}/log`, 'utf8')).split('\n').filter((line) => line.includes(`"${what}`));
  }

  async remove() {
    for (const image of this.images) await run('docker', ['image', 'rm', '-f', image]).catch(() => {});
    this.process.kill();
    await this.exited;
    await rm(this.directory, { recursive: true, force: true });
  }
}
