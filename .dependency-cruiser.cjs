/** Who may import whom; the table in docs/architecture.md says the same in words. */
const ALLOWED = {
  contract: [],
  media: ['contract'],
  server: ['contract', 'media'],
  radio: ['contract', 'media'],
  cli: ['contract', 'media', 'server', 'radio'],
  main: ['contract', 'media', 'server', 'radio'],
  preload: ['contract'],
  renderer: ['contract'],
};

const layers = Object.entries(ALLOWED).map(([layer, others]) => ({
  name: `layer-${layer}`,
  severity: 'error',
  comment: `${layer} may import itself${others.map((other) => `, ${other}`).join('')}, no other layer`,
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...others].join('|')})/` },
}));

const ONLY_ELECTRON = '^(node_modules/electron/|electron$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'electron-in-its-place',
      severity: 'error',
      comment: 'only main and preload import electron',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: ONLY_ELECTRON },
    },
    {
      name: 'no-node-in-contract-and-renderer',
      severity: 'error',
      from: { path: '^src/(contract|renderer)/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.test\\.tsx?$|/testing/)' },
      to: { path: '(\\.test\\.tsx?$|/(manual-clock|fake-net)\\.ts$|/testing/|^e2e/)' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    builtInModules: { add: ['electron'] },
  },
};
