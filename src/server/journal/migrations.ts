import { pragma, transaction, type Database } from './database.ts';

/**
 * The tables of the journal, step by step: `PRAGMA user_version` counts the steps that a database
 * has been through. A step that has been released is never changed; what is new is a new step.
 */
const STEPS: readonly string[] = [
  `
  -- The audit trail. Each hash covers its row and the hash before it (chain.ts).
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by TEXT NOT NULL,
    user TEXT,
    channel TEXT,
    ssrc INTEGER,
    jti TEXT,
    address TEXT,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE INDEX events_by_time ON events (at);
  CREATE INDEX events_by_user ON events (user, id) WHERE user IS NOT NULL;
  CREATE INDEX events_by_channel ON events (channel, id) WHERE channel IS NOT NULL;

  -- Where the chain begins (the last event that was pruned) and where it ends.
  CREATE TABLE chain (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    anchor_id INTEGER NOT NULL,
    anchor_hash BLOB NOT NULL,
    head_id INTEGER NOT NULL,
    head_hash BLOB NOT NULL
  ) STRICT;
  INSERT INTO chain VALUES (1, 0, zeroblob(32), 0, zeroblob(32));

  CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are only appended'); END;
  CREATE TRIGGER events_are_not_removed BEFORE DELETE ON events
  WHEN OLD.id > (SELECT anchor_id FROM chain)
  BEGIN SELECT RAISE(ABORT, 'events are removed from the oldest on, behind the anchor'); END;

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    channel_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    content TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_channel ON messages (channel_id, id);
  CREATE INDEX messages_by_time ON messages (at);

  -- Channels that were made while the net was running.
  CREATE TABLE channels (
    channel_id TEXT PRIMARY KEY,
    channel_name TEXT NOT NULL,
    mode TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    srtp TEXT NOT NULL,
    creator TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;

  -- The claims of tokens, never tokens. rev: registry.rev when the row was last changed.
  CREATE TABLE tokens (
    jti TEXT PRIMARY KEY,
    claims TEXT NOT NULL,
    revoked_at INTEGER,
    used_at INTEGER,
    rev INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tokens_by_rev ON tokens (rev);

  CREATE TABLE sanctions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('ban', 'mute')),
    user TEXT,
    jti TEXT,
    ip TEXT,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER,
    lifted_at INTEGER,
    lifted_by TEXT,
    CHECK ((user IS NOT NULL) + (jti IS NOT NULL) + (ip IS NOT NULL) = 1),
    CHECK (kind = 'ban' OR ip IS NULL)
  ) STRICT;

  -- Counts the changes of what processes keep in memory, so that each notices those of the others.
  CREATE TABLE registry (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tokens INTEGER NOT NULL,
    sanctions INTEGER NOT NULL
  ) STRICT;
  INSERT INTO registry VALUES (1, 0, 0);

  CREATE TABLE runs (
    run TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    -- The last batch of records that the run's writer committed.
    batch INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL
  ) STRICT;

  CREATE TABLE sessions (
    session_id TEXT PRIMARY KEY,
    run TEXT NOT NULL,
    user TEXT NOT NULL,
    jti TEXT,
    role TEXT NOT NULL,
    address TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    why TEXT
  ) STRICT;
  CREATE INDEX sessions_by_time ON sessions (began_at);

  -- What each user's media did within a minute, in all channels together.
  CREATE TABLE traffic (
    minute INTEGER NOT NULL,
    user TEXT NOT NULL,
    packets_in INTEGER NOT NULL,
    bytes_in INTEGER NOT NULL,
    packets_out INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL,
    drops INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    PRIMARY KEY (minute, user)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What each user's media did within a minute in each channel. A blank user stands for all users,
  -- a blank channel for all channels; in the rows before this step a user's blank channel did.
  CREATE TABLE traffic_by_channel (
    minute INTEGER NOT NULL,
    user TEXT NOT NULL,
    channel TEXT NOT NULL,
    packets_in INTEGER NOT NULL,
    bytes_in INTEGER NOT NULL,
    packets_out INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL,
    drops INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    jitter_ms REAL,
    PRIMARY KEY (minute, user, channel)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO traffic_by_channel
    SELECT minute, user, '', packets_in, bytes_in, packets_out, bytes_out, drops,
           packets_in + lost, lost, NULL FROM traffic;
  INSERT INTO traffic_by_channel
    SELECT minute, '', '', sum(packets_in), sum(bytes_in), sum(packets_out), sum(bytes_out),
           sum(drops), sum(packets_in + lost), sum(lost), NULL FROM traffic GROUP BY minute;
  DROP TABLE traffic;
  ALTER TABLE traffic_by_channel RENAME TO traffic;

  -- Who talked last in a channel, and where a radio has been.
  CREATE INDEX events_by_talk ON events (channel, id) WHERE kind = 'talk.ended';
  CREATE INDEX events_by_address ON events (user, id)
    WHERE kind IN ('radio.login', 'session.resumed', 'media.latched');
  `,
  `
  -- What somebody did that befell another, or nobody: what befell himself is found by its user.
  CREATE INDEX events_by_actor ON events (by, id) WHERE user IS NOT by;
  `,
  `
  -- The last alarms as they stand: what nobody has acknowledged is still to be seen after a restart.
  CREATE TABLE alarms (
    alarm_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    params TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    count INTEGER NOT NULL,
    ended_at INTEGER,
    acknowledged_at INTEGER
  ) STRICT;
  `,
];

/** The version of a database that this program writes. */
const VERSION = STEPS.length;

/** Thrown for a database that a newer version of the program has written. */
export class NewerDatabase extends Error {
  constructor(version: number) {
    super(`it is of version ${version}, made by a newer program; this one knows up to ${VERSION}`);
    this.name = 'NewerDatabase';
  }
}

/**
 * Brings a database up to date.
 *
 * @throws NewerDatabase, SQLite's error; nothing has changed then
 */
export function migrate(db: Database): void {
  const version = pragma(db, 'user_version');
  if (version > VERSION) throw new NewerDatabase(version);
  if (version === VERSION) return;
  transaction(db, () => {
    // Another process may have been at it while this one waited.
    for (const step of STEPS.slice(pragma(db, 'user_version'))) db.exec(step);
    db.exec(`PRAGMA user_version = ${VERSION}`);
  });
}
