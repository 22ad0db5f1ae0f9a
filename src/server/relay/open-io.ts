import type { MediaIo } from '../../contract/operator.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Clock } from '../clock.ts';
import { openDgramIo } from './dgram-io.ts';
import { loadMmsg, openMmsgIo } from './mmsg/open-mmsg-io.ts';
import type { Endpoint, PacketIo } from './packet-io.ts';

export type OpenedIo = {
  readonly name: MediaIo;
  readonly io: PacketIo<Endpoint>;
  /** Why the faster one was passed over, where the system should have it. */
  readonly passedOver?: string;
};

type Options = {
  readonly choice: Settings['media']['io'];
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
  /** Where the descriptor is kept that nobody but us closes; -1 is none. */
  readonly descriptor: Int32Array<SharedArrayBuffer>;
};

/**
 * Opens the back end that the settings ask for, or the fastest one there is.
 *
 * @throws what the system says of the port; ENOSYS where `mmsg` is asked for and is not to be had
 */
export async function openIo(options: Options, load = loadMmsg): Promise<OpenedIo> {
  if (options.choice === 'dgram') return { name: 'dgram', io: await openDgramIo(options) };
  const loaded = await load();
  if (loaded.libc !== null) {
    return { name: 'mmsg', io: await openMmsgIo(loaded.libc, options) };
  }
  if (options.choice === 'mmsg') {
    throw Object.assign(new Error(loaded.reason), { code: 'ENOSYS' });
  }
  const io = await openDgramIo(options);
  return { name: 'dgram', io, ...(loaded.isExpected && { passedOver: loaded.reason }) };
}
