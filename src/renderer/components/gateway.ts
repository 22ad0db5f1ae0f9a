import type { NetAddresses } from '../../contract/operator.ts';
import type { Pin } from '../../contract/pin.ts';

type Gateway = { readonly url: string | undefined; readonly pin: Pin | undefined };

/** The address that every radio can use: plain where that is on, as some radios know no TLS. */
export function gatewayForAll({ urls, wss_urls, certificate }: NetAddresses): Gateway {
  const [plain] = urls;
  if (plain !== undefined) return { url: plain, pin: undefined };
  return { url: wss_urls[0], pin: certificate?.pin };
}
