/** Encrypted media (RFC 3711, RFC 7714): what relay and radios use of it. */
export {
  formatMasterKey,
  keyAndSaltBytes,
  masterKey,
  type MasterKey,
  parseMasterKey,
} from './master-key.ts';
export { estimateIndex, rocOf } from './packet-index.ts';
export { REPLAY_WINDOW, ReplayWindow } from './replay-window.ts';
export { FORGED, REPLAYED, SrtpReceiver } from './srtp-receiver.ts';
export { SRTP_BUFFER_BYTES, SrtpSender } from './srtp-sender.ts';
export { SRTP_MOST_EXTRA_BYTES } from './transform.ts';
