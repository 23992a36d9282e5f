// Docker as a client of Gantry's registry: with a configuration of its own, so that nobody's logins are changed.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export class RegistryClient {
  /** Of Gantry's registry; or of another's, by its host and port. @param callers those of Gantry's */
  static async start(callers, host = `127.0.0.1:${callers.gantry.port}`) {
    const client = new RegistryClient();
    client.callers = callers;
    client.host = host;
    client.config = await mkdtemp(path.join(tmpdir(), 'gantry-docker-'));
    client.images = new Set();
    return client;
  }

  /** Runs docker with the test's own logins; what it prints. */
  async docker(...args) {
    const { stdout } = await run('docker', ['--config', this.config, ...args], { maxBuffer: 64 << 20 });
    return stdout.trim();
  }

  /** Logs in as `aws ecr get-login-password | docker login --password-stdin` does. */
  async login(who) {
    return this.loginWith('AWS', await this.callers.as(who, 'ecr', 'get-login-password'));
  }

  async loginWith(name, password) {
    const login = run('docker', ['--config', this.config, 'login', '--username', name, '--password-stdin', this.host]);
    login.child.stdin.end(password);
    return (await login).stdout;
  }

  /** The name of an image here. It is removed with the client. */
  name(repository, tag) {
    const name = `${this.host}/${repository}:${tag}`;
    this.images.add(name);
    return name;
  }

  /** Makes an image of a directory's files, and names it. */
  async build(name, content) {
    const archive = path.join(this.config, 'image.tar');
    await run('tar', ['-c', '-f', archive, '-C', content, '.']);
    await run('docker', ['import', archive, name]);
    await rm(archive);
    return name;
  }

  async remove() {
    for (const image of this.images) await run('docker', ['image', 'rm', '-f', image]).catch(() => {});
    // What was pulled or pushed stays known by its digest.
    const { stdout } = await run('docker', ['images', '--digests', '--format', '{{.Repository}}@{{.Digest}}']);
    for (const image of stdout.split('\n').filter((line) => line.startsWith(`${this.host}/`))) {
      await run('docker', ['image', 'rm', '-f', image]).catch(() => {});
    }
    await rm(this.config, { recursive: true, force: true });
  }
}
