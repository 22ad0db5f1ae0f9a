import { CloseCode } from '../../src/contract/errors.ts';
import { Default } from '../../src/contract/limits.ts';
import { Chance } from '../chance.ts';
import { DayNet } from '../day/day-net.ts';
import { CHANNELS, DayRadio } from '../day/day-radio.ts';
import { disagreements } from '../hubs/agree.ts';
import { Faults, partOf, type Row } from '../row.ts';

const SECONDS = 24 * 3600;
const RADIOS = 40;
const MINUTE_S = 60;

/** Odds of each thing for each radio and second. */
const ODDS = {
  connect: 1 / 60,
  talk: 1 / 5,
  say: 1 / 60,
  leaveOrJoin: 1 / 300,
  move: 1 / 900,
  silent: 1 / 1_800,
  deaf: 1 / 3_600,
  drop: 1 / 1_200,
  takeOver: 1 / 3_600,
  comeBack: 1 / 30,
  /** Of those who come back: how many with a new log-in. */
  anew: 1 / 8,
  kick: 1 / 7_200,
  deleteChannel: 1 / 7_200,
} as const;

/** Silence after which nothing of a radio may be left: the reaper looks twice. */
const GONE_AFTER_MS = Default.ZOMBIE_AFTER_MS + 3 * Default.REAPER_INTERVAL_MS;

/** How long a session that can be resumed may wait for its radio, in ms: to the next look. */
const AWAITED_MS = Default.RESUME_WINDOW_MS + 2 * Default.REAPER_INTERVAL_MS;

/** How long a radio may go on without reading before its user switches it off, in ms. */
const DEAF_MS = 600_000;

export const dayRow: Row = {
  name: 'day',
  what: 'a day on a turned clock, with radios that come, talk, go silent, go deaf, drop and resume',
  bar: 'hubs consistent every minute, nobody punctual lost, nothing left at the end',
  run: async ({ share, seed, note }) => {
    const seconds = partOf(SECONDS, share, 5 * MINUTE_S);
    const day = new Day(new Chance(seed));
    for (let second = 1; second <= seconds; second += 1) {
      await day.second();
      if (second % MINUTE_S === 0) day.look();
      if (second % 3_600 === 0) note(`${second / 3_600} hours`);
      if (day.faults.lines.length > 0) break;
    }
    await day.end();
    const { connects, resumed, expired, zombies, slow, packets, deliveries } = day;
    return {
      did: `${(seconds / 3600).toFixed(1)} hours of ${RADIOS} radios`,
      figures: {
        log_ins: connects,
        resumed,
        resumes_too_late: expired,
        zombies,
        slow_readers: slow,
        packets,
        deliveries,
      },
      faults: day.faults.lines,
    };
  },
};

class Day {
  readonly faults = new Faults();
  connects = 0;
  zombies = 0;
  slow = 0;
  expired = 0;
  packets = 0;
  deliveries = 0;
  readonly #chance: Chance;
  readonly #day = new DayNet();
  readonly #radios: readonly DayRadio[];

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#radios = Array.from(
      { length: RADIOS },
      (_, index) => new DayRadio(this.#day, index, chance.fork()),
    );
    for (const radio of this.#radios) {
      radio.onWrong = (what) => this.#fault(`${radio.userId}: ${what}`);
    }
  }

  /** How often a radio came back into its session. */
  get resumed(): number {
    return this.#radios.reduce((sum, { resumed }) => sum + resumed, 0);
  }

  /** One second, in which every radio may do something. */
  async second(): Promise<void> {
    const { clock } = this.#day;
    const now = clock.monotonic();
    for (const radio of this.#radios) this.#act(radio, now);
    this.#operate();
    await turns();
    for (const radio of this.#radios) this.#read(radio, now);
    await turns();
    clock.advance(1_000);
    await turns();
  }

  /** Whether everything fits together. */
  look(): void {
    const { net, relay, clock } = this.#day;
    const now = clock.monotonic();
    for (const line of disagreements(net, relay.peers)) this.#fault(line);
    for (const { userId, mood, since } of this.#radios) {
      const session = net.users.get(userId);
      const isThere = session !== undefined;
      if (mood === 'lost' && !session?.lost) this.#fault(`${userId} is lost, and cannot resume`);
      const sinceMs = now - since;
      if (mood === 'well' && !isThere) this.#fault(`${userId} is well and not logged in`);
      // One that went without a word may be waited for.
      const isLost = (session?.lost ?? null) !== null;
      const isAwaited = isLost && sinceMs <= AWAITED_MS;
      if (mood === 'away' && isThere && !isAwaited) {
        this.#fault(`${userId} is gone and still logged in`);
      }
      if (mood === 'silent' && sinceMs > GONE_AFTER_MS && isThere) {
        this.#fault(`${userId} has been silent for ${sinceMs} ms and is still there`);
      }
    }
  }

  /** Everybody goes; then nothing may be left. */
  async end(): Promise<void> {
    const { net, relay, clock } = this.#day;
    for (const radio of this.#radios) radio.drop('close', clock.monotonic());
    await turns();
    clock.advance(Default.RESUME_WINDOW_MS + 2 * Default.CLOSE_TIMEOUT_MS);
    await turns();
    for (const id of CHANNELS) net.deleteChannel('operator', id);
    this.#day.stop();
    const left = {
      sessions: net.users.size,
      channels: net.channels.size,
      peers: net.peers.size + relay.peers.size,
      connections: this.#day.open,
      timers: clock.running,
    };
    for (const [what, count] of Object.entries(left)) {
      this.faults.unless(count === 0, `${count} ${what} are left at the end`);
    }
  }

  #act(radio: DayRadio, now: number): void {
    const chance = this.#chance;
    if (radio.mood === 'lost') {
      this.#mayComeBack(radio, now);
      return;
    }
    if (!radio.isConnected) {
      if (!chance.odds(ODDS.connect)) return;
      this.connects += 1;
      radio.connect(now);
      return;
    }
    radio.beat(now);
    if (radio.mood !== 'well') return;
    if (chance.odds(ODDS.talk)) this.#talk(radio, now);
    if (chance.odds(ODDS.say)) radio.say('x'.repeat(chance.below(2_000)));
    if (chance.odds(ODDS.leaveOrJoin)) {
      const channel = chance.one(CHANNELS);
      if (chance.odds(0.5)) radio.join(channel);
      else radio.leave(channel);
    }
    if (chance.odds(ODDS.move)) radio.move();
    if (chance.odds(ODDS.silent)) radio.turnTo('silent', now);
    else if (chance.odds(ODDS.deaf)) radio.goDeaf(now);
    else if (chance.odds(ODDS.drop)) radio.drop(chance.one(['close', 'end', 'reset']), now);
    else if (chance.odds(ODDS.takeOver)) {
      this.connects += 1;
      radio.connect(now);
    }
  }

  /** In its resume window or not at all. */
  #mayComeBack(radio: DayRadio, now: number): void {
    if (now - radio.since >= Default.RESUME_WINDOW_MS) {
      radio.turnTo('away', now);
      this.expired += 1;
    } else if (this.#chance.odds(ODDS.comeBack)) {
      if (this.#chance.odds(ODDS.anew)) radio.connect(now);
      else radio.comeBack(now);
    }
  }

  /** What is said goes to members of that channel, each at its own IP, and to nobody else. */
  #talk(radio: DayRadio, now: number): void {
    const said = radio.talk(now);
    if (said === null) return;
    this.packets += 1;
    this.deliveries += said.to.length;
    const members = this.#day.net.channels.get(said.channelId)?.members;
    for (const to of said.to) {
      const hearer = this.#radios.find(({ ip }) => to.startsWith(`${ip}:`));
      const isMember = hearer !== undefined && members?.has(hearer.userId) === true;
      if (!isMember || hearer === radio) this.#fault(`${radio.userId} was heard at ${to}`);
    }
  }

  #read(radio: DayRadio, now: number): void {
    const { mood } = radio;
    if (mood === 'deaf' && !radio.isCut && now - radio.since > DEAF_MS) radio.drop('reset', now);
    // What is deaf notices one thing: that its connection is gone.
    if (mood !== 'deaf' || radio.isCut) radio.read(now);
    if (radio.mood !== 'away' || mood === 'away') return;
    if (radio.lastCode === CloseCode.ZOMBIE) this.zombies += 1;
    if (mood === 'deaf') this.slow += 1;
    if (mood === 'well' && radio.lastCode !== CloseCode.KICKED) {
      this.#fault(`${radio.userId} was well and closed with ${radio.lastCode ?? 'nothing'}`);
    }
  }

  #operate(): void {
    const { net } = this.#day;
    const chance = this.#chance;
    if (chance.odds(RADIOS * ODDS.kick)) {
      const radio = chance.one(this.#radios);
      const session = net.users.get(radio.userId);
      if (session) net.endSession(session, CloseCode.KICKED);
      if (session && radio.mood === 'lost') radio.turnTo('away', this.#day.clock.monotonic());
    }
    if (chance.odds(RADIOS * ODDS.deleteChannel)) {
      net.deleteChannel('operator', chance.one(CHANNELS));
    }
  }

  #fault(line: string): void {
    const hour = (this.#day.clock.monotonic() / 3_600_000).toFixed(3);
    this.faults.add(`at hour ${hour}: ${line}`);
  }
}

/** Streams hand on what they have in the turns that follow. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
