// What Electron runs when it is not packaged: it turns `electron [-r MODULE] PATH` into a running
// application. The stand-in runtime (scripts/lib/electron-fallback.mjs) comes without it.
import { app } from 'electron';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { preload, target, version } = readArguments(process.argv.slice(1));

if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (!target) {
  process.stderr.write('Usage: electron [-r MODULE] PATH\n');
  process.exit(1);
}
const require = createRequire(path.join(process.cwd(), 'noop.js'));
for (const name of preload) require(name);
// Electron holds back `ready` until this module has been evaluated, the application's included.
await load(path.resolve(target));

/** Chromium's own switches may stand anywhere before the path; what follows it is for the app. */
function readArguments(args) {
  const found = { preload: [], target: undefined, version: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--version' || arg === '-v') found.version = true;
    else if (arg === '-r' || arg === '--require') found.preload.push(args[++i]);
    else if (arg.startsWith('--require=')) found.preload.push(arg.slice('--require='.length));
    else if (!arg.startsWith('-')) {
      found.target = arg;
      break;
    }
  }
  return found;
}

async function load(place) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  try {
    const entry = fs.statSync(place).isDirectory() ? adopt(place) : place;
    await import(pathToFileURL(entry).href);
  } catch (error) {
    process.stderr.write(`Cannot run the application at ${place}\n${error.stack}\n`);
    process.exit(1);
  }
}

/** Makes Electron go by the application's name, version and folder; returns its entry file. */
function adopt(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  if (manifest.productName ?? manifest.name) app.setName(manifest.productName ?? manifest.name);
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName);
  app.setAppPath(folder);
  return path.join(folder, manifest.main ?? 'index.js');
}
