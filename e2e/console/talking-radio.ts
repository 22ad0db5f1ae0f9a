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
  readonly #media: Media[] = [];
  readonly #uplinks: Uplink[] = [];

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
    const address = this.client.serverAddress;
    const socket = await Media.open({ address, port: media.udp_port });
    this.#media.push(socket);
    this.#uplinks.push(socket.uplink(ssrc, media));
  }

  /** Talks on the channel that was joined first, until the radio is closed. */
  talk(): void {
    const [uplink] = this.#uplinks;
    if (!uplink) throw new Error('join first');
    void uplink.talk(endlessly(someOpus()), this.#stop.signal);
  }

  /** Its UDP falls silent; its WebSocket goes on. */
  async loseMedia(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#media.splice(0).map((media) => media.close()));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#media.map((media) => media.close()));
    await this.client.close();
  }
}
