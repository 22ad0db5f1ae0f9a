import { joinUri } from '../../../contract/join-uri.ts';
import type { MintedToken, NetAddresses } from '../../../contract/operator.ts';

/** The link of a join QR that needs nothing else: where the net is, how to know it, who one is. */
export function invitationOf(
  { token, view }: MintedToken,
  { wss_urls, urls, certificate }: NetAddresses,
): string | undefined {
  const [secure] = wss_urls;
  const url = secure ?? urls[0];
  if (url === undefined) return undefined;
  const pin = secure === undefined ? undefined : certificate?.pin;
  return joinUri({ url, pin, user: view.user_id, token });
}

/** The addresses that a radio may be given by hand, the encrypted one first. */
export function addressesToTell({ wss_urls, urls }: NetAddresses): string[] {
  return [wss_urls[0], urls[0]].filter((url) => url !== undefined);
}
