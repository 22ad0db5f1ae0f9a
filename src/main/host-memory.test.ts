import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { silentLog } from '../server/log.ts';
import { tempDir } from '../server/store/testing/temp-dir.ts';
import { HostMemory } from './host-memory.ts';

const place = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: false };

it('keeps what it is told from one start to the next', () => {
  const path = join(tempDir(), 'window.json');
  new HostMemory(path, silentLog).keep({ window: place, language: 'ko' });
  new HostMemory(path, silentLog).keep({ closing_told: true });
  expect(new HostMemory(path, silentLog).known).toEqual({
    window: place,
    language: 'ko',
    closing_told: true,
  });
});

it.each(['', '{', 'null', '[]', '{"window":{"bounds":{"x":1e99}}}', '{"language":"xx"}'])(
  'knows nothing where the file says %j',
  (text) => {
    const path = join(tempDir(), 'window.json');
    writeFileSync(path, text);
    const memory = new HostMemory(path, silentLog);
    expect(memory.known).toEqual({});
    memory.keep({ language: 'en' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ language: 'en' });
  },
);

it('goes on where nothing can be written', () => {
  const memory = new HostMemory(join(tempDir(), 'missing', 'window.json'), silentLog);
  memory.keep({ language: 'ko' });
  expect(memory.known).toEqual({ language: 'ko' });
});
