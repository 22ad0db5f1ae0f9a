import { once } from 'node:events';
import { ErrorCode } from '../contract/errors.ts';
import { Default } from '../contract/limits.ts';
import {
  type Joined,
  Media,
  type OggOpusFile,
  type OpusFrame,
  RadioClient,
  RadioClosedError,
  RadioError,
  Recorder,
  openOggOpus,
  randomSsrc,
  type Uplink,
} from '../radio/index.ts';
import { CALL_TONE, callTone } from './call-tone.ts';
import { forOption, type RadioOptions, readToken } from './radio-options.ts';
import { describe, noSrtp, quote, type Report } from './radio-words.ts';

/** One run of `livechat radio`. */
export class Operation {
  connected = false;
  readonly #options: RadioOptions;
  readonly #report: Report;
  readonly #stop = new AbortController();
  /** What to do at the end, last first. */
  readonly #cleanUp: (() => unknown)[] = [];
  readonly #names = new Map<number, string>();
  /** The stream of its membership; null before it has joined. */
  #uplink: Uplink | null = null;
  #failure: unknown = null;

  constructor(options: RadioOptions, report: Report) {
    this.#options = options;
    this.#report = report;
  }

  /**
   * Runs until all is done, or it is interrupted, or something fails; then completes the files and
   * closes everything.
   *
   * @returns what failed; null when nothing did
   */
  async run(): Promise<unknown> {
    try {
      await this.#run();
    } catch (error) {
      this.#fail(error);
    }
    this.#stop.abort();
    for (const step of this.#cleanUp.reverse()) {
      try {
        await step();
      } catch (error) {
        this.#failure ??= error;
      }
    }
    return this.#failure;
  }

  async #run(): Promise<void> {
    const { talk, tone, record, seconds, url } = this.#options;
    const token = await readToken(this.#options);
    const stop = (): void => this.#stop.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    this.#cleanUp.push(() => process.off('SIGINT', stop).off('SIGTERM', stop));
    const file = talk === undefined ? null : await openFile(talk);
    if (file !== null) this.#cleanUp.push(file.close);
    const recorder = record === undefined ? null : await this.#openRecorder(record);
    if (recorder !== null) this.#cleanUp.push(() => recorder.close());
    if (seconds !== undefined) {
      const timer = setTimeout(stop, seconds * 1000);
      this.#cleanUp.push(() => clearTimeout(timer));
    }
    const client = await this.#connect(url, token);
    const ssrc = this.#options.ssrc ?? randomSsrc();
    const joined = await this.#join(client, ssrc);
    const media = await this.#listen(client, joined, recorder);
    const uplink = media.uplink(ssrc, joined.media);
    this.#uplink = uplink;
    const frames = tone ? callTone() : file?.frames();
    if (frames !== undefined) await this.#talk(uplink, frames, ssrc);
    const stays = file === null || seconds !== undefined;
    const { signal } = this.#stop;
    if (stays && !signal.aborted) await once(signal, 'abort');
  }

  async #talk(uplink: Uplink, said: AsyncIterable<OpusFrame>, ssrc: number): Promise<void> {
    const { talk = CALL_TONE } = this.#options;
    this.#report('talking', talk, { file: this.#options.talk ?? null, ssrc });
    const { frames, ms } = await uplink.talk(said, this.#stop.signal);
    if (!this.#stop.signal.aborted) await uplink.settled();
    this.#report('talked', `${frames} frames, ${(ms / 1000).toFixed(1)} s`, { frames, ms });
  }

  #openRecorder(path: string): Promise<Recorder> {
    const opening = Recorder.open(path, (error) => this.#fail(error));
    return forOption('--record <file>', path, 'a file that can be written', opening);
  }

  async #connect(url: string, token: string): Promise<RadioClient> {
    const { pin, resume: reconnect } = this.#options;
    const options = { signal: this.#stop.signal, pin, reconnect };
    const connecting = RadioClient.connect(url, options);
    const client = await forOption('--url <url>', url, 'a server that answers', connecting);
    this.connected = true;
    this.#report('connected', url, { url });
    void client.closed.then((closing) => this.#fail(new RadioClosedError(closing)));
    this.#cleanUp.push(async () => {
      const closing = await client.close();
      this.#report('closed', `${closing.code} ${closing.reason}`, closing);
    });
    client.on('error', ({ code, reason }) => this.#fail(new Error(`server: ${code} ${reason}`)));
    client.on('fault', (fault) => this.#report('fault', fault, { fault }));
    this.#reportReturns(client);
    const { session_id, user_id } = await client.identify(this.#options.user, token);
    this.#report('ready', `${session_id} as ${quote(user_id)}`, { session_id, user_id });
    return client;
  }

  /** Says when the connection is lost, and goes on where it was once the radio is back. */
  #reportReturns(client: RadioClient): void {
    client.on('lost', (closing) => {
      this.#report('lost', `${closing.code} ${closing.reason}`, closing);
    });
    client.on('resumed', (resumed) => {
      this.#report('resumed', `${resumed.replayed} events replayed`, resumed);
      this.#uplink?.prove();
    });
    client.on('identified', ({ session_id, joined: [joined], missing: [missing] }) => {
      this.#report('identified', `anew: ${session_id}`, { session_id });
      if (joined !== undefined) this.#isBackIn(joined, joined.ssrc);
      if (missing === undefined) return;
      this.#enter(client, missing.ssrc).then(
        (entered) => this.#isBackIn(entered, missing.ssrc),
        (error: unknown) => this.#fail(error),
      );
    });
  }

  #isBackIn(joined: Joined, ssrc: number): void {
    try {
      this.#reportJoined(joined, ssrc);
      this.#uplink?.rejoined(ssrc, joined.media);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #join(client: RadioClient, ssrc: number): Promise<Joined> {
    client.on('channel', ({ event, channel_id, member }) => {
      if (event === 'join') this.#names.set(member.ssrc, member.user_id);
      const words = `${quote(channel_id)} by ${describe(member)}`;
      this.#report(event, words, { channel_id, member });
    });
    client.on('message', (message) => {
      const { author_id, channel_id, content } = message;
      const words = `from ${quote(author_id)} in ${quote(channel_id)}: ${quote(content)}`;
      this.#report('message', words, message);
    });
    const joined = await this.#enter(client, ssrc);
    this.#reportJoined(joined, ssrc);
    return joined;
  }

  async #enter(client: RadioClient, ssrc: number): Promise<Joined> {
    const { channel, create, srtp } = this.#options;
    const options = { srtp };
    return client.join(channel, ssrc, options).catch(async (error: unknown) => {
      const missing = error instanceof RadioError && error.code === ErrorCode.NO_SUCH_CHANNEL;
      if (!missing || !create) throw error;
      await client.create(channel, channel);
      return client.join(channel, ssrc, options);
    });
  }

  /** @throws {Error} where the radio is in with plain RTP, and was to speak SRTP */
  #reportJoined(joined: Joined, ssrc: number): void {
    const { channel, srtp, url } = this.#options;
    const profile = joined.media?.srtp?.profile;
    // Better silent than in plain, where SRTP was asked for.
    if (srtp !== undefined && profile === undefined) throw new Error(noSrtp(url));
    const { active_members } = joined;
    for (const member of active_members) this.#names.set(member.ssrc, member.user_id);
    const how = profile === undefined ? '' : ` by SRTP (${profile})`;
    const words = `${quote(channel)}${how} with ${active_members.map(describe).join(', ')}`;
    const fields = { channel_id: channel, ssrc, active_members };
    this.#report('joined', words, profile === undefined ? fields : { ...fields, srtp: profile });
  }

  async #listen(client: RadioClient, { media }: Joined, recorder: Recorder | null): Promise<Media> {
    const port = media?.udp_port ?? Default.UDP_PORT;
    const ears = await Media.open({ address: client.serverAddress, port, keys: client.keys });
    this.#cleanUp.push(
      () => ears.close(),
      () => this.#completeRecording(ears, recorder),
    );
    ears.on('source', ({ ssrc }) => {
      const user_id = this.#names.get(ssrc) ?? null;
      this.#report('hearing', describe({ ssrc, user_id }), { ssrc, user_id });
    });
    ears.on('address', (at) => this.#report('address', `${at.ip} port ${at.port}`, at));
    ears.on('frame', (frame) => recorder?.add(frame));
    return ears;
  }

  async #completeRecording(media: Media, recorder: Recorder | null): Promise<void> {
    media.flush();
    if (recorder === null) return;
    const recordings = await recorder.close();
    for (const { path, ssrc, frames } of recordings) {
      const { lost = 0, late = 0, duplicate = 0 } = media.sourceStats(ssrc) ?? {};
      const words = `${frames} frames to ${path}: lost ${lost}, late ${late}, duplicate ${duplicate}`;
      this.#report('recorded', words, { frames, file: path, ssrc, lost, late, duplicate });
    }
    if (recordings.length === 0) this.#report('recorded', '0 frames, no file', { frames: 0 });
  }

  #fail(error: unknown): void {
    // What ends because it was stopped has not failed.
    if (!this.#stop.signal.aborted) this.#failure ??= error;
    this.#stop.abort();
  }
}

function openFile(path: string): Promise<OggOpusFile> {
  return forOption('--talk <file>', path, 'an Ogg Opus file', openOggOpus(path));
}
