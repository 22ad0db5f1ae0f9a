import type { CloseCode } from '../../../contract/errors.ts';
import type { Link, Session } from '../../hubs/user-hub.ts';
import { silentLog } from '../../log.ts';
import { ManualClock } from '../../manual-clock.ts';
import { systemRandom } from '../../random.ts';
import { Net } from '../net.ts';
import { Reaper } from '../reaper.ts';
import type { ResumeOutcome } from '../resume-desk.ts';

type Event = { readonly op: number; readonly s: number; readonly d: Record<string, unknown> };

/** The end of a connection at the net's side: all that was sent, and how it was closed. */
export class FakeLink implements Link {
  readonly ip: string;
  readonly address: string;
  readonly secure = false;
  readonly events: Event[] = [];
  code: CloseCode | undefined;

  constructor(ip = '10.0.0.1') {
    this.ip = ip;
    this.address = `${ip}:1`;
  }

  send(frame: Buffer): boolean {
    this.events.push(JSON.parse(frame.subarray(frame.indexOf('{')).toString()) as Event);
    return true;
  }

  close(code: CloseCode): void {
    this.code ??= code;
  }
}

/** A radio that asked for resume, and all that it has received. */
export class ResumableRadio {
  readonly userId: string;
  readonly received: Event[] = [];
  session: Session;
  token: string;
  link: FakeLink;
  readonly #net: Net;

  constructor(net: Net, userId: string, ip?: string, expiresAt: number | null = null) {
    this.#net = net;
    this.userId = userId;
    this.link = new FakeLink(ip);
    const rights = { role: 'radio', channels: ['*'], priority: 100, jti: null } as const;
    this.session = net.openSession({ userId, ...rights, expiresAt }, this.link);
    this.token = net.offerResume(this.session) ?? '';
  }

  /** The number of the last event that it has received; 0 before the first. */
  get s(): number {
    return this.received.at(-1)?.s ?? 0;
  }

  /** Receives so many of the events that are under way; all by default. */
  receive(count = Infinity): void {
    this.received.push(...this.link.events.splice(0, count));
  }

  /** Its connection is cut: what is under way is lost. */
  cut(): void {
    this.#net.loseSession(this.session, this.link);
  }

  resume(claim: { s?: number; token?: string; ip?: string } = {}): ResumeOutcome {
    const link = new FakeLink(claim.ip ?? this.link.ip);
    const outcome = this.#net.resumeSession(link, {
      session_id: this.session.id,
      resume_token: claim.token ?? this.token,
      s: claim.s ?? this.s,
    });
    if ('session' in outcome) {
      this.link = link;
      for (const { bytes } of outcome.missed) link.send(bytes);
    }
    return outcome;
  }
}

/** A net with one channel, "alpha", whose clock a test turns; its reaper looks every second. */
export function resumableNet(bounds: { events?: number; bytes?: number } = {}) {
  const clock = new ManualClock();
  /** When each SSRC was last proved to be there. */
  const proofs = new Map<number, number>();
  const relay = {
    hasRoom: true,
    addPeer: () => undefined,
    removePeer: () => undefined,
    mutePeer: () => undefined,
    setKey: () => undefined,
  };
  const resume = { windowMs: 60_000, events: 100, bytes: 100_000, ...bounds };
  const net = new Net({ relay, resume, clock, random: systemRandom, log: silentLog });
  net.createChannel('operator', { channel_id: 'alpha', channel_name: 'Alpha' });
  const media = { lastAuthenticatedAt: (ssrc: number) => proofs.get(ssrc) ?? null };
  new Reaper({
    ...{ net, media, clock },
    suspectAfterMs: 20_000,
    zombieAfterMs: 35_000,
    intervalMs: 1_000,
  });
  return { net, clock, proofs };
}
