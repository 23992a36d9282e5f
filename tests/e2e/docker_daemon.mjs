// A Docker daemon of the test's own, to stop, kill, freeze and start again. It has all its files in one
// directory, and a network namespace of its own: a dockerd without a bridge removes the docker0 that it
// finds. Needs root.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { docker, eventually, sleep } from './harness.mjs';

const unmount = (place) => promisify(execFile)('umount', ['--lazy', place]).catch(() => {});

export class DockerDaemon {
  /** Starts one. @param flags more arguments for dockerd, e.g. '--live-restore' */
  static async start(...flags) {
    const daemon = new DockerDaemon();
    daemon.directory = await mkdtemp(path.join(tmpdir(), 'gantry-dockerd-'));
    daemon.host = `unix://${daemon.directory}/docker.sock`;
    daemon.flags = flags;
    await daemon.launch();
    return daemon;
  }

  async launch() {
    await rm(`${this.directory}/docker.pid`, { force: true });
    const log = await open(`${this.directory}/log`, 'a');
    this.process = spawn('unshare', ['--net', 'dockerd', '--host', this.host, '--data-root', `${this.directory}/data`,
      '--exec-root', `${this.directory}/exec`, '--pidfile', `${this.directory}/docker.pid`,
      '--bridge', 'none', '--iptables=false', ...this.flags], { stdio: ['ignore', log.fd, log.fd] });
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
    await log.close();
    await eventually('the test\'s own dockerd', () => docker('--host', this.host, 'version', '--format', 'up'),
      60_000, 200);
  }

  signal(name) {
    this.process.kill(name);
  }

  async end(name) {
    this.signal(name);
    await this.exited;
    await this.endContainerd();
  }

  /** A containerd that is still about when dockerd comes back would be taken for a working one. */
  async endContainerd() {
    const file = `${this.directory}/exec/containerd/containerd.pid`;
    const pid = Number(await readFile(file, 'utf8').catch(() => 0));
    while (pid > 0) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        break;
      }
      await sleep(20);
    }
    await rm(file, { force: true });
  }

  /** Makes sure that it runs and answers, whatever a test did to it. */
  async revive() {
    this.signal('SIGCONT');
    if (this.process.exitCode !== null || this.process.signalCode !== null) await this.launch();
  }

  /** Ends it with every container it has, and removes its files. */
  async remove() {
    const left = await docker('--host', this.host, 'ps', '-aq');
    if (left !== '') await docker('--host', this.host, 'rm', '-f', ...left.split('\n'));
    await this.end('SIGTERM');
    await unmount(`${this.directory}/data`); // dockerd mounts its data on itself
    await rm(this.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
