/** Says what happened: in words for people, in fields for programs. */
export type Report = (event: string, words: string, fields: object) => void;

export function describe({ user_id, ssrc }: { user_id: string | null; ssrc: number }): string {
  return `${user_id === null ? 'nobody known' : quote(user_id)} (SSRC ${ssrc})`;
}

export function noSrtp(url: string): string {
  const reason = `${url} tells no keys; it does over wss, from its own machine, or where its`;
  return `option '--srtp': ${reason} settings have media.srtp_over_plain_ws`;
}

export const quote = (words: string): string => JSON.stringify(words);

/** What others send must not steer the terminal, so control characters are not printed. */
export function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\uFFFD');
}
