import { onTestFinished } from 'vitest';
import type { Pin } from '../../src/contract/pin.ts';
import { RadioClient } from '../../src/radio/index.ts';
import type { TestNet } from './start-net.ts';

/** Where a net speaks TLS. */
export function secure({ server }: TestNet): {
  readonly url: string;
  readonly pin: Pin;
  readonly port: number;
} {
  const { wss_urls, certificate, wss_port } = server.addresses;
  return { url: wss_urls[0] ?? '', pin: certificate?.pin ?? '', port: wss_port ?? 0 };
}

/** A radio that trusts a pin alone; closed with the test. */
export async function pinned(url: string, pin: Pin): Promise<RadioClient> {
  const client = await RadioClient.connect(url, { pin });
  onTestFinished(async () => {
    await client.close();
  });
  return client;
}
