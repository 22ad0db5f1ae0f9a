import type { Role } from '../../contract/fields.ts';
import { Default, Limit } from '../../contract/limits.ts';
import type { MintedToken, OperatorError, Result, TokenView } from '../../contract/operator.ts';
import type { TokenRequest } from '../../contract/tokens.ts';
import type { Clock } from '../clock.ts';
import type { Emitter } from '../emitter.ts';
import type { Database } from '../journal/database.ts';
import { openJournalBeside } from '../journal/store.ts';
import type { Random } from '../random.ts';
import type { DataDir } from '../store/data-dir.ts';
import { StoreError } from '../store/store-error.ts';
import { KeyRing } from './key-ring.ts';
import { plainSeal, type KeySeal } from './key-seal.ts';
import { SharedSecret } from './shared-secret.ts';
import { TokenBook } from './token-book.ts';
import { TokenFault, TokenIssuer } from './tokens.ts';

/** Who a radio is, and what it may do. */
export type Identity = {
  readonly userId: string;
  readonly role: Role;
  /** Patterns of the channel ids it may use (`channelAllowed`). */
  readonly channels: readonly string[];
  /** The most urgent priority it may ask for, 0 to 255. */
  readonly priority: number;
  /** The token that it logged in with; null for the shared secret. */
  readonly jti: string | null;
  /** When that token ends, in ms since 1970; null: never. */
  readonly expiresAt: number | null;
};

export type Identified =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly reason: TokenFault };

export type AuthenticatorOptions = {
  /** A data folder that was prepared. */
  readonly dataDir: DataDir;
  /** The journal's database; one's own connection where it is not given. */
  readonly db?: Database | undefined;
  /** Notes that a token was used, some time later. */
  readonly noteUse?: ((jti: string, at: number) => void) | undefined;
  readonly clock: Clock;
  readonly random: Random;
  /** `LIVECHAT_SECRET`; unset or empty: tokens alone log in. */
  readonly secret?: string | undefined;
  /** How new keys are sealed on disk; not at all by default. */
  readonly seal?: KeySeal;
  /** Hears, in one line, of what is wrong but no reason to stop. */
  readonly warn: (line: string) => void;
};

/** Says who a radio is, and lets operators mint and revoke tokens. */
export class Authenticator {
  /** A token was revoked, here or by another process; says its `jti`. Its session must end. */
  readonly revoked: Pick<Emitter<string>, 'on'>;
  /** A token is new, used, revoked or forgotten; says its `jti`. */
  readonly changed: Pick<Emitter<string>, 'on'>;

  readonly #keys: KeyRing;
  readonly #issuer: TokenIssuer;
  readonly #book: TokenBook;
  readonly #secret: SharedSecret;
  readonly #warn: (line: string) => void;
  readonly #close: () => void;

  /**
   * Opens the keys and the book of a data folder; the first time, makes a key.
   *
   * @throws StoreError `keys_unreadable` or `folder_unusable`
   */
  constructor(options: AuthenticatorOptions) {
    const { dataDir, clock, random, warn, seal = plainSeal } = options;
    this.#warn = warn;
    this.#secret = new SharedSecret(options.secret, warn);
    this.#keys = new KeyRing({ path: dataDir.keys, clock, random, seal, warn });
    this.#issuer = new TokenIssuer(this.#keys, clock, random);
    const own = options.db ? undefined : openJournalBeside({ dataDir }).db;
    const db = options.db ?? own;
    if (!db) throw new Error('there is no database');
    this.#book = new TokenBook({
      ...{ db, dataDir, clock, warn, noteUse: options.noteUse },
      keyEnd: (kid) => this.#keys.endOf(kid),
    });
    this.#book.compact();
    this.revoked = this.#book.revoked;
    this.changed = this.#book.changed;
    const stopWatching = this.#book.watch();
    this.#close = () => {
      stopWatching();
      if (own?.isOpen) own.close();
    };
  }

  /**
   * Says who a radio is.
   *
   * @param userId who it says it is
   * @param token its token, or the shared secret
   * @returns the identity, or why not, in words for the radio
   */
  async identify(userId: string, token: string): Promise<Identified> {
    if (this.#secret.equals(token)) return { ok: true, identity: sharedIdentity(userId) };
    const verified = await this.#issuer.verify(token, userId);
    if (!verified.ok) return verified;
    const { claims } = verified;
    this.#book.catchUp();
    const known = this.#book.view(claims.jti);
    if (known === undefined) {
      this.#warn(`token ${claims.jti} has a good signature but is not in the book: refused`);
      return { ok: false, reason: TokenFault.INVALID };
    }
    if (known.revoked_at !== null) return { ok: false, reason: TokenFault.REVOKED };
    this.#book.used(claims.jti);
    const { role, channels, priority, jti, exp } = claims;
    return {
      ok: true,
      identity: { userId, role, channels, priority, jti, expiresAt: exp * 1000 },
    };
  }

  /** Takes in what other processes have done to tokens since the last look. */
  catchUp(): void {
    this.#book.catchUp();
  }

  /** Mints a token; it is shown this once and kept nowhere. */
  async mint(request: TokenRequest): Promise<Result<MintedToken>> {
    const minted = await this.mintAll([request]);
    if (!minted.ok) return minted;
    const [value] = minted.value;
    if (value === undefined) throw new Error('a token was asked for, and none came');
    return { ok: true, value };
  }

  /** Mints tokens, all or none. */
  async mintAll(requests: readonly TokenRequest[]): Promise<Result<readonly MintedToken[]>> {
    try {
      const minted = await Promise.all(requests.map((request) => this.#issuer.mint(request)));
      // A radio could not send it: the channels make it too long.
      const long = minted.find(({ token }) => token.length > Limit.TOKEN_BYTES);
      if (long) return { ok: false, error: tooLong(long.token.length) };
      const views = this.#book.add(minted);
      const value = minted.flatMap(({ token }, index) => {
        const view = views[index];
        return view === undefined ? [] : [{ token, view }];
      });
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: operatorError(error) };
    }
  }

  /** Revokes a token, on disk when the call returns. Revoking it again changes nothing. */
  revoke(jti: string): Result<TokenView> {
    try {
      return this.#book.revoke(jti);
    } catch (error) {
      return { ok: false, error: operatorError(error) };
    }
  }

  /**
   * Makes a new key that signs from now on. Tokens of the key before it end with the overlap of
   * `Default.KEY_OVERLAP_S`, however long they were minted for.
   */
  rotate(): Result<{ readonly kid: string }> {
    try {
      const value = this.#keys.rotate();
      // Every token of the key before ends with the overlap now, and is shown to.
      for (const { jti } of this.#book.views()) this.#book.changed.emit(jti);
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: operatorError(error) };
    }
  }

  /** Every token in the book, oldest first. */
  tokens(): TokenView[] {
    return this.#book.views();
  }

  /** One token, or undefined for one that is not in the book. */
  token(jti: string): TokenView | undefined {
    return this.#book.view(jti);
  }

  /** Stops looking for changes by other processes, and closes its own connection. */
  close(): void {
    this.#close();
  }
}

function sharedIdentity(userId: string): Identity {
  return {
    userId,
    role: 'radio',
    channels: ['*'],
    priority: Default.TOKEN_PRIORITY,
    jti: null,
    expiresAt: null,
  };
}

function tooLong(bytes: number): OperatorError {
  const reason = `channels: got patterns that make a token of ${bytes} bytes, expected at most ${Limit.TOKEN_BYTES}: use fewer or shorter ones`;
  return { code: 'bad_input', reason, params: { bytes, most: Limit.TOKEN_BYTES } };
}

function operatorError(error: unknown): OperatorError {
  if (error instanceof StoreError) return error.toOperatorError();
  throw error;
}
