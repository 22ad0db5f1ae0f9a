import { createSocket } from 'node:dgram';
import type { Page } from '@playwright/test';
import type { ConsoleApi } from '../../src/contract/console.ts';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';

/** How far apart packets of speech are, in ms. */
const PACKET_MS = 20;

/** A packet of RTP (RFC 3550, section 5.1). */
function rtp(ssrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(32);
  packet.writeUInt16BE(0x806f, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * 960) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** The port that radios are told when they join. */
function udpPort(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { livechat } = globalThis as unknown as { livechat: ConsoleApi };
    const { net } = await livechat.snapshot();
    return net.state === 'on_air' ? net.addresses.udp_port : 0;
  });
}

/**
 * Talks on a channel, where one packet of so many never comes.
 *
 * @param every which packets are lost: 5 for each fifth one
 * @returns ends the talk, and gives what ends the radio
 */
export async function talkWithLoss(
  page: Page,
  {
    user,
    token,
    channel,
    ssrc,
    every,
  }: Readonly<Record<'user' | 'token' | 'channel', string>> &
    Readonly<Record<'ssrc' | 'every', number>>,
): Promise<() => Promise<void>> {
  const url = await page.getByTestId('gateway-address').innerText();
  const radio = await RawRadio.login(url, user, token);
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: channel, ssrc });
  const port = await udpPort(page);
  // The address that its WebSocket has, or its packets are a stranger's.
  const host = new URL(url).hostname;
  const socket = createSocket('udp4');
  let sequence = 0;
  const talking = setInterval(() => {
    sequence += 1;
    if (sequence % every !== 0) socket.send(rtp(ssrc, sequence), port, host);
  }, PACKET_MS);
  return async () => {
    clearInterval(talking);
    socket.close();
    await radio.close();
  };
}
