// The command line without Electron: npm run livechat -- serve | token | radio | simulate
import { ensureBuilt } from './lib/build.mjs';
import { becomeCli } from './lib/cli.mjs';
import { runScript } from './lib/problem.mjs';

await runScript(ensureBuilt);
await becomeCli(process.argv.slice(2));
