import {
  Media,
  opusFrame,
  RadioClient,
  type OpusFrame,
  type Uplink,
} from '../../src/radio/index.ts';

/** 20 ms of Opus: CELT, fullband, mono, one frame (the first byte says so, RFC 6716, 3.1). */
function someOpus(): OpusFrame {
  const frame = opusFrame(Buffer.from([0xf8, 1, 2, 3, 4, 5, 6, 7]));
  if (frame === null) throw new Error('not a frame of Opus');
  return frame;
}

async function* endlessly(frame: OpusFrame): AsyncGenerator<OpusFrame, void> {
  for (;;) {
    yield frame;
    await Promise.resolve();
  }
}

/** A radio on the net of a console under test. */
export class TalkingRadio {
  readonly client: RadioClient;
  readonly #stop = new AbortController();
  #media: Media | undefined;
  #uplink: Uplink | undefined;

  private constructor(client: RadioClient) {
    this.client = client;
  }

  static async login(url: string, user: string, token: string): Promise<TalkingRadio> {
    const client = await RadioClient.connect(url);
    await client.identify(user, token);
    return new TalkingRadio(client);
  }

  /** Joins a channel and makes the radio's address known. */
  async join(channel: string, ssrc: number): Promise<void> {
    const { media } = await this.client.join(channel, ssrc);
    if (!media) throw new Error('the net told no UDP port');
    this.#media = await Media.open({ address: this.client.serverAddress, port: media.udp_port });
    this.#uplink = this.#media.uplink(ssrc, media);
  }

  /** Talks until the radio is closed. */
  talk(): void {
    if (!this.#uplink) throw new Error('join first');
    void this.#uplink.talk(endlessly(someOpus()), this.#stop.signal);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#media?.close();
    await this.client.close();
  }
}
