import { type OpusFrame, opusFrame } from '../radio/index.ts';

/** Bytes of each packet, and how often the second that they sound is said. */
const PACKET_BYTES = 20;
const TIMES = 5;

/**
 * A second of a call tone, two notes up and down and a rest: Opus at 8 kbit/s, packets of 20 ms and
 * of one size (ffmpeg's `-c:a libopus -b:a 8k -vbr off`), in base64.
 */
const SECOND = Buffer.from(
  [
    'CIQngYsouOEUcRnTA8K6C1G9TOAIqZwLt785bujRSdKN2x/Dj/e5gAsBo0QpBkqGgkQDe1Xgt5Fbe2dACwGewemI',
    'irJHkEmYutvgejanxfwIopsJiIuIq9ybgFWk3MFtBWBTyAsBoAQUbHYltZ/tTPLyEX4EaAeAC0ECo900bHYltaBJ',
    '3R9KGojcAAALQQGeULwzqD2f6QCtwaqPj2PeAAtBAZ7B6YiKskfJNxepMSAfGOQACKKbCYiLiKwLcvaylSTxBUbA',
    'BJALAZ14QmDOky8QkGDyN6XKc4hMSwtBAJwfTpDtSpNWjclIhGroUKRgCKQXLXT459rWXJYpY4r8efWajeALQQaz',
    'szpplbj46M1psgAAAAAAAAsBrUatrPHtrFKnuq75GsJXl3PACwG2rXZS61Mg88tvhQf40WMmgo4IuhqAShdhpaRt',
    'Ekn5ot1xvZUvWAirNXpplCnTvjq2hvjIXy6GbdXOC0EApJDPcHM1KPa54ruq9h3SbWALQQKckFxpHcAdYl4/SeAf',
    'k4AAAAtBApuf3GkdwB1iXiXaaMmWgAAAC0EDnWA0+NNSHNNoWo4HUhwAAAALQQKdMMtGBvDl4iaVN76BIYAAAAtB',
    'ApwPcyn+O0qYpuj3yU5TVwAAC0ECm8g9kvZrGO2hk+18UbVAAAAIuR2SDd+Uj3nl1NTqF1pvxpCN1AtBBj93cAAE',
    'eePeKO9gAAAAAAAAC0EIOjAwAIjutXSIAAAAAAAAAAALQQYdaQB31iTnCqBN0AAAAAAAAAtBCQbU66ZS7ERBAAAA',
    'AAAAAAAAC0EHBtTrpuykWeEVgAAAAAAAAAALQQgG1OumVFtS6zAAAAAAAAAAAAtBCQbU66eaUaSNAAAAAAAAAAAA',
    'C0EIBtpkicbnnlVmAAAAAAAAAAALQQYG2mSNglc+98YkYAAAAAAAAAtBBgbaZI2CVz73xiR4AAAAAAAAC0EIBtVP',
    'IUiF36u9AAAAAAAAAAALQQoG4LFmloKAAAAAAAAAAAAAAAtBDAbgsw7GAAAAAAAAAAAAAAAAC0EMBuCzDsYAAAAA',
    'AAAAAAAAAAALQQwG4LMOxgAAAAAAAAAAAAAAAAtBDAbgsw7GAAAAAAAAAAAAAAAAC0EMBuCzDsYAAAAAAAAAAAAA',
    'AAALQQwG4LMOxgAAAAAAAAAAAAAAAAtBDAbgsw7GAAAAAAAAAAAAAAAAC0EMBuCzDsYAAAAAAAAAAAAAAAALQQwG',
    '4LMOxgAAAAAAAAAAAAAAAAtBDAbgsw7GAAAAAAAAAAAAAAAAC0EMBuCzDsYAAAAAAAAAAAAAAAALQQwG4LMOxgAA',
    'AAAAAAAAAAAAAA==',
  ].join(''),
  'base64',
);

/** How a call tone is called in reports. */
export const CALL_TONE = 'a call tone';

/** A call tone of five seconds, for a radio that has nothing to say. */
export async function* callTone(): AsyncGenerator<OpusFrame, void> {
  for (let time = 0; time < TIMES; time += 1) {
    for (let at = 0; at < SECOND.length; at += PACKET_BYTES) {
      const frame = opusFrame(SECOND.subarray(at, at + PACKET_BYTES));
      if (frame !== null) yield frame;
      await Promise.resolve();
    }
  }
}
