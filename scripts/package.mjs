// Makes the packages that users install, of what this system can make: npm run package
import { makePackages } from './lib/packages.mjs';
import { runScript } from './lib/problem.mjs';

await runScript(makePackages);
