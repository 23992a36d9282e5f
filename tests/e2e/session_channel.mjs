// The client's end of a session's data channel, written from the protocol's description: a websocket of its own, the
// binary messages, acknowledgements, resends and the handshake. It can lose and reorder what passes, as networks do.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { request } from 'node:http';

const kHeader = 116;
export const payloadTypes = { output: 1, size: 3, handshakeRequest: 5, handshakeResponse: 6, handshakeComplete: 7,
  flag: 10, error: 11, exitCode: 12 };

/** A websocket to ws://…; emits 'text', 'binary' and 'close' (code, reason). */
class Socket extends EventEmitter {
  static open(url) {
    return new Promise((resolve, reject) => {
      const to = new URL(url);
      const asked = request({ host: to.hostname, port: to.port, path: to.pathname + to.search, headers: {
        Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64') } });
      asked.on('upgrade', (answer, stream, head) => resolve(new Socket(stream, head)));
      asked.on('response', (answer) => reject(Object.assign(new Error(`${answer.statusCode}`),
        { status: answer.statusCode })));
      asked.on('error', reject);
      asked.end();
    });
  }

  constructor(stream, head) {
    super();
    this.stream = stream;
    this.held = head;
    stream.on('data', (bytes) => this.take(bytes));
    stream.on('close', () => this.end(1006, ''));
    stream.on('error', () => this.end(1006, ''));
    setImmediate(() => this.take(Buffer.alloc(0)));
  }

  end(code, reason) {
    if (this.ended) return;
    this.ended = true;
    this.emit('close', code, reason);
  }

  take(bytes) {
    this.held = Buffer.concat([this.held, bytes]);
    for (;;) {
      if (this.held.length < 2) return;
      let length = this.held[1] & 0x7f;
      let at = 2;
      if (length === 126) {
        if (this.held.length < 4) return;
        length = this.held.readUInt16BE(2);  // 127, perhaps: that is a length then, not a mark
        at = 4;
      } else if (length === 127) {
        if (this.held.length < 10) return;
        length = Number(this.held.readBigUInt64BE(2));
        at = 10;
      }
      if (this.held.length < at + length) return;
      const type = this.held[0] & 0x0f;
      const payload = this.held.subarray(at, at + length);
      this.held = this.held.subarray(at + length);
      if (type === 1) this.emit('text', payload.toString());
      if (type === 2) this.emit('binary', payload);
      if (type === 9) this.frame(10, payload);
      if (type === 8) {
        this.end(length >= 2 ? payload.readUInt16BE(0) : 1005, payload.subarray(2).toString());
        this.frame(8, payload);
        this.stream.end();
      }
    }
  }

  frame(type, payload) {
    if (this.stream.destroyed) return;
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x80 | type, 0x80 | payload.length])
      : Buffer.from([0x80 | type, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
    const masked = Buffer.from(payload);
    for (let i = 0; i < masked.length; ++i) masked[i] ^= mask[i % 4];
    this.stream.write(Buffer.concat([head, mask, masked]));
  }

  send(text) { this.frame(1, Buffer.from(text)); }
  sendBinary(bytes) { this.frame(2, bytes); }
  close() { this.frame(8, Buffer.from([0x03, 0xe8])); this.stream.end(); }
  destroy() { this.stream.destroy(); }
}

export function encode({ type, sequence = 0, flags = 0n, id = randomUUID(), payloadType = 0, payload }) {
  const out = Buffer.alloc(kHeader + 4 + payload.length);
  out.writeUInt32BE(kHeader, 0);
  out.write(type.padEnd(32), 4, 'ascii');
  out.writeUInt32BE(1, 36);
  out.writeBigUInt64BE(BigInt(Date.now()), 40);
  out.writeBigUInt64BE(BigInt(sequence), 48);
  out.writeBigUInt64BE(flags, 56);
  const uuid = Buffer.from(id.replaceAll('-', ''), 'hex');
  uuid.copy(out, 64, 8, 16);
  uuid.copy(out, 72, 0, 8);
  createHash('sha256').update(payload).digest().copy(out, 80);
  out.writeUInt32BE(payloadType, 112);
  out.writeUInt32BE(payload.length, 116);
  payload.copy(out, 120);
  return out;
}

export function decode(frame) {
  const payload = frame.subarray(120);
  if (frame.readUInt32BE(0) !== kHeader) throw new Error('header length');
  if (frame.readUInt32BE(116) !== payload.length) throw new Error('payload length');
  if (!createHash('sha256').update(payload).digest().equals(frame.subarray(80, 112))) throw new Error('digest');
  const hex = Buffer.concat([frame.subarray(72, 80), frame.subarray(64, 72)]).toString('hex');
  return { type: frame.toString('ascii', 4, 36).trimEnd(), sequence: Number(frame.readBigUInt64BE(48)),
    id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), payloadType: frame.readUInt32BE(112), payload };
}

/** Emits 'ready', 'output' (bytes, payload type), 'closed' (words) and 'lost' (code, reason). */
export class SessionChannel extends EventEmitter {
  /** @param loss share of frames that are lost, each way  @param shuffle ms by which they may be late */
  static async open({ streamUrl, tokenValue }, { token = tokenValue, loss = 0, shuffle = 0, extra = {} } = {}) {
    const channel = new SessionChannel();
    channel.socket = await Socket.open(streamUrl);
    Object.assign(channel, { loss, shuffle, next: 0, expected: 0, early: new Map(), unacknowledged: new Map() });
    // Nobody acknowledges the last message, so it is none that networks of this kind may lose.
    channel.socket.on('binary', (frame) => (frame.toString('ascii', 4, 18) === 'channel_closed'
      ? setTimeout(() => channel.receive(frame), channel.shuffle) : channel.chance(() => channel.receive(frame))));
    channel.socket.on('close', (code, reason) => { clearInterval(channel.timer); channel.emit('lost', code, reason); });
    channel.socket.send(JSON.stringify({ MessageSchemaVersion: '1.0', RequestId: randomUUID(), TokenValue: token,
      ClientId: randomUUID(), ClientVersion: '1.2.497.0', ...extra }));
    channel.timer = setInterval(() => channel.resend(), 100);
    return channel;
  }

  chance(work) {
    if (Math.random() < this.loss) return;
    if (this.shuffle === 0) work();
    else setTimeout(work, Math.random() * this.shuffle);
  }

  send(payloadType, payload) {
    const message = { type: 'input_stream_data', sequence: this.next++, id: randomUUID(), payloadType,
      payload: Buffer.from(payload) };
    const frame = encode({ ...message, flags: message.sequence === 0 ? 1n : 0n });
    this.unacknowledged.set(message.sequence, { frame, at: Date.now() });
    this.chance(() => this.socket.sendBinary(frame));
  }

  resend() {
    const now = Date.now();
    for (const sent of this.unacknowledged.values()) {
      if (now - sent.at < 300) continue;
      sent.at = now;
      this.chance(() => this.socket.sendBinary(sent.frame));
    }
  }

  type(text) { for (let at = 0; at < text.length; at += 1024) this.send(payloadTypes.output, text.slice(at, at + 1024)); }
  resize(cols, rows) { this.send(payloadTypes.size, JSON.stringify({ cols, rows })); }
  terminate() { this.send(payloadTypes.flag, Buffer.from([0, 0, 0, 2])); }
  close() { this.socket.close(); }

  receive(frame) {
    const message = decode(frame);
    if (message.type === 'acknowledge') {
      const { AcknowledgedMessageSequenceNumber: sequence } = JSON.parse(message.payload);
      this.unacknowledged.delete(sequence);
    } else if (message.type === 'channel_closed') {
      this.emit('closed', JSON.parse(message.payload).Output);
    } else if (message.type === 'output_stream_data') {
      this.chance(() => this.socket.sendBinary(encode({ type: 'acknowledge', flags: 3n, payload: Buffer.from(JSON.stringify({
        AcknowledgedMessageType: message.type, AcknowledgedMessageId: message.id,
        AcknowledgedMessageSequenceNumber: message.sequence, IsSequentialMessage: true })) })));
      if (message.sequence >= this.expected) this.early.set(message.sequence, message);
      for (let its; (its = this.early.get(this.expected)); ++this.expected) {
        this.early.delete(this.expected);
        this.handle(its);
      }
    }
  }

  handle({ payloadType, payload }) {
    if (payloadType === payloadTypes.handshakeRequest) {
      const asked = JSON.parse(payload).RequestedClientActions;
      this.asked = asked;
      this.send(payloadTypes.handshakeResponse, JSON.stringify({ ClientVersion: '1.2.497.0',
        ProcessedClientActions: asked.map(({ ActionType }) => ({ ActionType, ActionStatus: 1, ActionResult: null, Error: '' })),
        Errors: [] }));
    } else if (payloadType === payloadTypes.handshakeComplete) {
      this.emit('ready');
    } else {
      this.emit('output', payload, payloadType);
    }
  }
}
