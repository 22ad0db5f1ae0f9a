import { setTimeout as sleep } from 'node:timers/promises';
import { readStun } from '../../src/media/stun.ts';
import { SRTP_BUFFER_BYTES } from '../../src/media/srtp/index.ts';
import type { Faults } from '../row.ts';
import { until } from '../until.ts';
import type { Cast, Member, Port } from './cast.ts';
import type { Forge, Shot } from './forge.ts';
import { hearersOf, othersOf } from './oracle.ts';

/** While a member was heard so shortly ago, its address does not move; half a second is the rule. */
const SURE_MS = 400;

/** How often each member proves its address again; five a second are let through. */
const REQUEST_INTERVAL_MS = 1_000;

/** How often the event loop comes round before it is left to others. */
const MOST_TURNS = 200;

/** After so long without a word nothing more comes, in ms. */
const SILENCE_MS = 1_000;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Sends batches of datagrams, and compares what everybody hears with what the oracle says. */
export class Exchange {
  sent = 0;
  /** Packets that members had to hear, and heard. */
  delivered = 0;
  /** Batches that took so long that an address may have moved. */
  unsure = 0;
  batches = 0;
  answers = 0;
  readonly #cast: Cast;
  readonly #forge: Forge;
  readonly #faults: Faults;
  readonly #expected = new Map<Member, string[]>();
  /** Transactions of requests by the member that sent them, from its own port. */
  readonly #asked = new Map<Port, Set<string>>();
  /** What has come to each member since the last batch, and what is in it; null for nothing. */
  readonly #heard = new Map<Member, { readonly packet: Buffer; readonly plain: string | null }[]>();
  #requestedAt = -Infinity;

  constructor(cast: Cast, forge: Forge, faults: Faults) {
    this.#cast = cast;
    this.#forge = forge;
    this.#faults = faults;
  }

  /** Everybody proves where it is. */
  async latch(): Promise<void> {
    const before = this.answers;
    this.#requestAll();
    await until('every request is answered', () => {
      for (const { port } of this.#cast.members) this.#takeAnswers(port);
      return this.answers >= before + this.#cast.members.length;
    });
  }

  /** @param count how many that prove nothing, beside those that everybody sends by right */
  async batch(count: number): Promise<void> {
    const began = performance.now();
    const { members } = this.#cast;
    for (const member of members) this.#expected.set(member, []);
    // Encrypted members are kept by nothing: their address moves by what they seal alone.
    for (const member of members) {
      if (member.srtp === null) this.#shootOwn(member, this.#forge.keepAlive(member));
    }
    if (began - this.#requestedAt > REQUEST_INTERVAL_MS) this.#requestAll();
    for (let i = 0; i < count; i += 1) this.#shoot(this.#forge.any());
    const before = new Map(members.map((member) => [member, this.#expected.get(member)?.length]));
    for (const member of members) {
      if (member.srtp !== null) this.#shootSealed(member);
      else if (isPlainTalker(member)) this.#shootOwn(member, this.#forge.plain(member));
    }
    // The last words: whoever has heard them was sent all that came before them.
    await this.#allHear((member) => this.#expected.get(member)?.slice(before.get(member)) ?? []);
    const isSure = performance.now() - began < SURE_MS;
    for (const member of members) this.#compare(member, isSure);
    this.#nobodyHeard();
    this.batches += 1;
    if (isSure) return;
    this.unsure += 1;
    await this.latch();
  }

  /** Nobody's ports, who may hear nothing at all. */
  #nobodyHeard(): void {
    const { neighbour, foreigner } = this.#cast;
    for (const { ip, heard } of [neighbour, foreigner]) {
      for (const packet of heard.splice(0)) {
        this.#faults.add(`a stranger at ${ip} heard ${packet.toString('hex', 0, 64)}`);
      }
    }
  }

  #shoot(shot: Shot): void {
    const hearers = hearersOf(this.#cast, shot.bytes, shot.from);
    if (hearers === null) return;
    this.#send(shot);
    for (const hearer of hearers) this.#expected.get(hearer)?.push(text(shot.bytes));
  }

  #shootSealed(member: Member): void {
    const shot = this.#forge.sealed(member);
    this.#shootOwn(member, shot, shot.plain);
  }

  /** What a member says by right: every other member hears it, each in its form. */
  #shootOwn(member: Member, shot: Shot, plain = shot.bytes): void {
    this.#send(shot);
    for (const hearer of othersOf(this.#cast, member)) {
      this.#expected.get(hearer)?.push(text(plain));
    }
  }

  #requestAll(): void {
    this.#requestedAt = performance.now();
    for (const member of this.#cast.members) {
      const shot = this.#forge.request(member);
      const asked = this.#asked.get(shot.from) ?? new Set();
      this.#asked.set(shot.from, asked.add(text(shot.bytes.subarray(8, 20))));
      this.#send(shot);
    }
  }

  #send({ bytes, from }: Shot): void {
    from.send(bytes);
    this.sent += 1;
  }

  /** Takes answers to requests out of what a port has heard; they go to who asked alone. */
  #takeAnswers(port: Port): Buffer[] {
    return port.heard.splice(0).filter((packet) => {
      if (packet.readUInt8(0) > 3) return true;
      const answer = readStun(packet);
      const id = text(answer?.transactionId ?? Buffer.alloc(0));
      if (this.#asked.get(port)?.has(id) === true) this.answers += 1;
      else this.#faults.add(`an answer to nobody: ${packet.toString('hex')}`);
      return false;
    });
  }

  /** Waits until the last words have come to everybody, or there is silence. */
  async #allHear(words: (member: Member) => readonly string[]): Promise<void> {
    const { members } = this.#cast;
    let [heardAt, heard] = [performance.now(), 0];
    for (let turn = 0; ; turn += 1) {
      await (turn < MOST_TURNS ? new Promise((resolve) => setImmediate(resolve)) : sleep(1));
      for (const member of members) this.#listen(member);
      const isDone = members.every((member) => {
        const got = new Set(this.#heard.get(member)?.map(({ plain }) => plain));
        return words(member).every((word) => got.has(word));
      });
      if (isDone) return;
      const all = members.reduce((sum, member) => sum + (this.#heard.get(member)?.length ?? 0), 0);
      if (all > heard) [heardAt, heard] = [performance.now(), all];
      if (performance.now() - heardAt > SILENCE_MS) return;
    }
  }

  /** Opens what has come to a member, once. */
  #listen(member: Member): void {
    const heard = this.#heard.get(member) ?? [];
    for (const packet of this.#takeAnswers(member.port)) {
      heard.push({ packet, plain: open(member, packet) });
    }
    this.#heard.set(member, heard);
  }

  #compare(member: Member, isSure: boolean): void {
    const heard = (this.#heard.get(member) ?? []).splice(0);
    const expected = this.#expected.get(member) ?? [];
    if (!isSure) return;
    const counts = new Map<string | null, number>();
    for (const packet of expected) counts.set(packet, (counts.get(packet) ?? 0) + 1);
    for (const { packet, plain } of heard) {
      const count = counts.get(plain) ?? 0;
      if (count === 0) {
        this.#faults.add(`${member.name} heard what nobody said: ${packet.toString('hex')}`);
      } else {
        counts.set(plain, count - 1);
        this.delivered += 1;
      }
    }
    for (const [packet, count] of counts) {
      const hex = Buffer.from(packet ?? '', 'latin1').toString('hex');
      if (count > 0) this.#faults.add(`${member.name} did not hear ${hex}`);
    }
  }
}

/** Whether it talks in plain, to members who all hear it in plain. */
function isPlainTalker({ channel, isObserver }: Member): boolean {
  return channel === 'plain' && !isObserver;
}

/** What a member understands of a packet; null where it cannot be opened. */
function open({ srtp }: Member, packet: Buffer): string | null {
  if (srtp === null) return text(packet);
  const out = Buffer.alloc(SRTP_BUFFER_BYTES);
  const bytes = srtp.receiver.unprotectRtp(packet, out);
  return bytes < 0 ? null : text(out.subarray(0, bytes));
}
