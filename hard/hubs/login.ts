import type { Session } from '../../src/server/hubs/user-hub.ts';
import type { Net } from '../../src/server/net/net.ts';
import type { ModelUser } from './model.ts';
import { FakeLink } from './stage.ts';

/** An event as a radio has it. */
type Heard = { readonly s: number; readonly line: string };

/** A log-in on both sides, with what its radio has heard. */
export class Login {
  readonly session: Session;
  /** What it may come back with; empty for nothing. */
  readonly token: string;
  readonly user: ModelUser;
  readonly oldLinks: FakeLink[] = [];
  readonly heard: Heard[] = [];
  link: FakeLink;
  /** Events that it was told behind the loss of a connection. */
  replayed = 0;
  /** How many events the net was told to have arrived. */
  #acknowledged = 0;
  /** How many have been compared. */
  #compared = 0;

  constructor(session: Session, link: FakeLink, token: string, user: ModelUser) {
    this.session = session;
    this.link = link;
    this.token = token;
    this.user = user;
  }

  /** What is wrong with what it has heard since it was last asked; null for nothing. */
  differs(): string | null {
    this.#take();
    for (; this.#compared < this.heard.length; this.#compared += 1) {
      const { s = 0, line } = this.heard[this.#compared] ?? {};
      const due = this.user.told[this.#compared];
      const before = this.heard[this.#compared - 1]?.s ?? 0;
      if (line !== due) return `heard ${line ?? 'nothing'}, not ${due ?? 'nothing'}`;
      if (s <= before) return `heard event ${s} behind ${before}`;
    }
    const missing = this.user.told.length - this.heard.length;
    return missing === 0 ? null : `lacks ${missing} events`;
  }

  /** A heartbeat tells the net what has arrived. */
  acknowledge(): void {
    this.#take();
    this.#acknowledged = this.heard.length;
    this.session.resumption?.replay.received(this.heard.at(-1)?.s ?? 0);
  }

  /** So many events, the last ones, do not arrive. */
  lose(count: number): void {
    this.#take();
    const left = Math.max(this.#acknowledged, this.heard.length - count);
    this.heard.length = left;
    this.#compared = Math.min(this.#compared, left);
  }

  /** @returns what it had missed, null where it was refused */
  resume(net: Net, token: string): string[] | null {
    const link = new FakeLink(this.link.address);
    // What is still on its way over the old connection arrives.
    this.#take();
    const outcome = net.resumeSession(link, {
      session_id: this.session.id,
      resume_token: token,
      s: this.heard.at(-1)?.s ?? 0,
    });
    if ('refused' in outcome) return null;
    this.oldLinks.push(this.link);
    this.link = link;
    this.#acknowledged = this.heard.length;
    for (const { bytes } of outcome.missed) link.send(bytes);
    this.replayed += outcome.missed.length;
    return outcome.missed.map(({ bytes }) => eventOf(bytes).line);
  }

  #take(): void {
    this.heard.push(...this.link.frames.splice(0).map(eventOf));
  }
}

/** What a frame tells, as the model has it. */
function eventOf(frame: Buffer): Heard {
  const { s, d } = JSON.parse(frame.toString('utf8', frame.indexOf('{'))) as {
    readonly s: number;
    readonly d: {
      readonly event?: string;
      readonly channel_id: string;
      readonly member?: { readonly user_id: string };
      readonly author_id?: string;
    };
  };
  const who = d.member?.user_id ?? d.author_id ?? '';
  return { s, line: `${d.event ?? 'message'} ${d.channel_id} ${who}` };
}
