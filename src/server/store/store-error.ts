import type { OperatorError, OperatorErrorCode } from '../../contract/operator.ts';

/** The errors that a data folder and its files can give. */
export type StoreErrorCode = Extract<
  OperatorErrorCode,
  'folder_unusable' | 'bad_settings' | 'keys_unreadable'
>;

/**
 * A data folder or a file in it that cannot be used as it is. The message is one line: the path,
 * what is wrong, and what to do. It never repeats what a file holds, which may be a key.
 */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
  readonly code: StoreErrorCode;
  /** The folder or file that is at fault. */
  readonly path: string;
  /** What is wrong with it, without the path and without the advice. */
  readonly fault: string;

  /** @param advice what the user can do about it */
  constructor(code: StoreErrorCode, path: string, fault: string, advice: string) {
    super(oneLine(`${path}: ${fault}; ${advice}`));
    this.code = code;
    this.path = path;
    this.fault = oneLine(fault);
  }

  /** The same for the operator API. */
  toOperatorError(): OperatorError {
    return {
      code: this.code,
      reason: this.message,
      params: { path: this.path, fault: this.fault },
    };
  }
}

/** A settings file that cannot be read, or that does not keep to the schema. */
export class SettingsError extends StoreError {
  override readonly name = 'SettingsError';

  constructor(
    path: string,
    fault: string,
    advice = 'correct the file, or remove it to have every default',
  ) {
    super('bad_settings', path, fault, advice);
  }
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
