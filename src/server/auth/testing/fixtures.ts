import { expect, onTestFinished } from 'vitest';
import { tokenRequest, type TokenRequestInput } from '../../../contract/tokens.ts';
import type { Clock } from '../../clock.ts';
import { systemRandom } from '../../random.ts';
import { prepareDataDir, type DataDir } from '../../store/data-dir.ts';
import { StoreError } from '../../store/store-error.ts';
import { tempDir } from '../../store/testing/temp-dir.ts';
import { Authenticator, type AuthenticatorOptions } from '../authenticator.ts';
import type { KeySeal } from '../key-seal.ts';

/** A data folder, a clock and what was complained of, shared by all that a test opens. */
export type Bench<C extends Clock> = {
  readonly dataDir: DataDir;
  readonly clock: C;
  readonly warnings: string[];
  /** Opens an authenticator, as one more process would; it is closed when the test ends. */
  open(options?: Partial<AuthenticatorOptions>): Authenticator;
};

export function benchWith<C extends Clock>(clock: C): Bench<C> {
  const dataDir = prepareDataDir(tempDir());
  const warnings: string[] = [];
  const warn = (line: string): void => {
    warnings.push(line);
  };
  const open = (options: Partial<AuthenticatorOptions> = {}): Authenticator => {
    const authenticator = new Authenticator({
      dataDir,
      clock,
      random: systemRandom,
      warn,
      ...options,
    });
    onTestFinished(() => authenticator.close());
    return authenticator;
  };
  return { dataDir, clock, warnings, open };
}

/** Mints a token that has to come about. */
export async function mint(
  authenticator: Authenticator,
  input: TokenRequestInput,
): Promise<{ token: string; jti: string }> {
  const minted = await authenticator.mint(tokenRequest.parse(input));
  if (!minted.ok) throw new Error(minted.error.reason);
  return { token: minted.value.token, jti: minted.value.view.jti };
}

/** What a call throws, which has to be one line. */
export function storeFailure(work: () => unknown): StoreError {
  let thrown: unknown = 'nothing was thrown';
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(StoreError);
  const error = thrown as StoreError;
  expect(error.message).not.toMatch(/\p{Cc}/u);
  return error;
}

/** A seal that turns every bit; it opens nothing but its own. */
export const turningSeal: KeySeal = {
  name: 'turning',
  seal: (bytes) => `turned:${Buffer.from(turn(bytes)).toString('hex')}`,
  open: (text) => {
    if (!text.startsWith('turned:')) throw new Error('not mine');
    return turn(Buffer.from(text.slice('turned:'.length), 'hex'));
  },
};

function turn(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => byte ^ 0xff);
}
