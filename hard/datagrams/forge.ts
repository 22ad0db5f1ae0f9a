import type { Chance } from '../chance.ts';
import { bindingRequest, shortTermKey } from '../../src/media/stun.ts';
import { SRTP_BUFFER_BYTES } from '../../src/media/srtp/index.ts';
import type { Cast, Member, Port } from './cast.ts';

/** A datagram and where it is sent from. */
export type Shot = { readonly bytes: Buffer; readonly from: Port };

/** Makes datagrams of every kind that may not get far, and some that may. */
export class Forge {
  readonly #cast: Cast;
  readonly #chance: Chance;
  /** Packets that encrypted members have sent, and requests that members have sent. */
  readonly #sealed: Buffer[] = [];
  readonly #requests: Buffer[] = [];
  readonly #sequences = new Map<number, number>();

  constructor(cast: Cast, chance: Chance) {
    this.#cast = cast;
    this.#chance = chance;
  }

  /** Something to send that proves nothing. */
  any(): Shot {
    const chance = this.#chance;
    switch (chance.below(10)) {
      case 0:
        return this.#from(chance.bytes(this.#length()));
      case 1:
        return this.#from(this.#likeStun());
      case 2:
        return this.#from(this.#mutatedRequest());
      case 3:
        return this.#from(this.#media(chance.u32()));
      case 4:
      case 5:
      case 6:
        return this.#ofMember(chance.one(this.#cast.members));
      case 7:
        return this.#from(this.#media(chance.one(this.#cast.members).ssrc));
      default:
        return this.#from(this.#mutatedSrtp());
    }
  }

  /** An RTP packet of a member's own, told apart by its payload. */
  plain({ ssrc, port }: Member, payload: Buffer = this.#chance.bytes(24)): Shot {
    return { bytes: this.#rtp(ssrc, payload), from: port };
  }

  /** What keeps a member's address: a header without a payload (RFC 6263, section 4.6). */
  keepAlive({ ssrc, port }: Member): Shot {
    return { bytes: this.#rtp(ssrc, Buffer.alloc(0)), from: port };
  }

  /** An encrypted packet of a member's own, and what is in it. */
  sealed({ ssrc, port, srtp }: Member): Shot & { readonly plain: Buffer } {
    if (srtp === null) throw new Error('it does not encrypt');
    const plain = this.#rtp(ssrc, this.#chance.bytes(24));
    const out = Buffer.alloc(SRTP_BUFFER_BYTES);
    const bytes = out.subarray(0, srtp.sender.protectRtp(plain, 0, out));
    keep(this.#sealed, bytes, this.#chance);
    return { bytes, from: port, plain };
  }

  /** A request by which a member proves its address. */
  request({ stun, port }: Member): Shot {
    const { username, password } = stun;
    const bytes = bindingRequest(this.#chance.bytes(12), username, shortTermKey(password));
    keep(this.#requests, bytes, this.#chance);
    return { bytes, from: port };
  }

  #rtp(ssrc: number, payload: Buffer): Buffer {
    const sequence = ((this.#sequences.get(ssrc) ?? 0) + 1) & 0xffff;
    this.#sequences.set(ssrc, sequence);
    const header = Buffer.alloc(12);
    header.writeUInt16BE(0x806f, 0);
    header.writeUInt16BE(sequence, 2);
    header.writeUInt32BE((960 * sequence) >>> 0, 4);
    header.writeUInt32BE(ssrc, 8);
    return Buffer.concat([header, payload]);
  }

  /** From its own port, from a neighbour's or from elsewhere. */
  #ofMember(member: Member): Shot {
    const bytes = this.#media(member.ssrc);
    return this.#chance.odds(0.6) ? { bytes, from: member.port } : this.#from(bytes);
  }

  #from(bytes: Buffer): Shot {
    const { members, neighbour, foreigner } = this.#cast;
    const ports = [neighbour, foreigner, ...members.map(({ port }) => port)];
    return { bytes, from: this.#chance.one(ports) };
  }

  #length(): number {
    const chance = this.#chance;
    if (chance.odds(0.1)) return chance.below(12);
    if (chance.odds(0.05)) return 1_495 + chance.below(20);
    return 12 + chance.below(chance.odds(0.9) ? 160 : 1_488);
  }

  /** Of version 2 with an SSRC, and of anything else whatever comes. */
  #media(ssrc: number): Buffer {
    const chance = this.#chance;
    const bytes = chance.bytes(Math.max(12, this.#length()));
    const isReport = chance.odds(0.3);
    bytes[0] = 0x80 | (chance.odds(0.5) ? 0 : chance.below(64));
    if (isReport) {
      bytes[1] = 192 + chance.below(32);
      if (chance.odds(0.7)) bytes.writeUInt16BE(chance.below(bytes.length >> 2), 2);
      bytes.writeUInt32BE(ssrc, 4);
    } else bytes.writeUInt32BE(ssrc, 8);
    // A length of an extension that is likely to fit.
    const extensionAt = 12 + 4 * (bytes.readUInt8(0) & 15);
    if (chance.odds(0.5) && extensionAt + 4 <= bytes.length) {
      bytes.writeUInt16BE(chance.below(12), extensionAt + 2);
    }
    return bytes;
  }

  #likeStun(): Buffer {
    const chance = this.#chance;
    const bytes = chance.bytes(20 + 4 * chance.below(40));
    bytes[0] = chance.below(4);
    if (chance.odds(0.7)) bytes.writeUInt16BE(chance.one([0x0001, 0x0101, 0x0111, 0x0003]), 0);
    if (chance.odds(0.8)) bytes.writeUInt16BE(bytes.length - 20, 2);
    if (chance.odds(0.8)) bytes.writeUInt32BE(0x2112_a442, 4);
    // Attributes one behind the other, most of them of a length that fits.
    for (let at = 20; at + 4 <= bytes.length;) {
      const value = chance.below(chance.odds(0.9) ? 24 : 0x1_0000);
      bytes.writeUInt16BE(chance.one([0x0006, 0x0008, 0x001c, 0x8028, 0x0020, 0x7fff]), at);
      bytes.writeUInt16BE(value, at + 2);
      at += 4 + 4 * Math.ceil(value / 4);
    }
    return bytes;
  }

  /**
   * A request that was sent before, as it was or with one bit turned, or one with a wrong password.
   * Not one that is new: who sends a new one that is right has proved where he is.
   */
  #mutatedRequest(): Buffer {
    const chance = this.#chance;
    if (this.#requests.length === 0 || chance.odds(0.3)) {
      const { username } = chance.one(this.#cast.members).stun;
      return bindingRequest(chance.bytes(12), username, shortTermKey(String(chance.u32())));
    }
    const request = chance.one(this.#requests);
    return chance.odds(0.3) ? request : mutated(request, chance);
  }

  /** A packet that was sent before, changed; or sealed with no key at all. */
  #mutatedSrtp(): Buffer {
    const chance = this.#chance;
    const encrypted = this.#cast.members.filter(({ srtp }) => srtp !== null);
    if (this.#sealed.length === 0 || chance.odds(0.3))
      return this.#media(chance.one(encrypted).ssrc);
    const packet = chance.one(this.#sealed);
    return chance.odds(0.3) ? packet : mutated(packet, chance);
  }
}

/** The last ones, and some of the older. */
function keep(list: Buffer[], bytes: Buffer, chance: Chance): void {
  if (list.length < 64) list.push(bytes);
  else list[chance.below(64)] = bytes;
}

function mutated(bytes: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(bytes);
  switch (chance.below(4)) {
    case 0:
      return copy.subarray(0, chance.below(copy.length));
    case 1:
      return Buffer.concat([copy, chance.bytes(1 + chance.below(8))]);
    default: {
      const at = chance.below(copy.length);
      copy[at] = copy.readUInt8(at) ^ (1 << chance.below(8));
      return copy;
    }
  }
}
