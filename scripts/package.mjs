// Makes the packages that users install, of what this system can make: npm run package
import path from 'node:path';
import { run } from './lib/child.mjs';
import { ensurePackagingTools } from './lib/packaging-tools.mjs';
import { projectDir } from './lib/paths.mjs';
import { runScript } from './lib/problem.mjs';
import { ensurePackagingPackages } from './lib/system-packages.mjs';

await runScript(async () => {
  await ensurePackagingPackages();
  const node = await ensurePackagingTools();
  const { code } = await run(node, [path.join(projectDir, 'packaging', 'make.mjs')]);
  return code;
});
