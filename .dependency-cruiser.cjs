const PARTS = ['api', 'worker', 'dashboard'];

/** The parts never import each other: what two of them need lives in shared. */
const betweenParts = PARTS.map((part) => ({
  name: `${part}-stands-alone`,
  severity: 'error',
  from: { path: `^${part}/` },
  to: { path: `^(${PARTS.filter((other) => other !== part).join('|')}|simulator|scripts|test)/` },
}));

module.exports = {
  forbidden: [
    ...betweenParts,
    {
      name: 'shared-knows-nobody',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(api|worker|dashboard|simulator|scripts|test)/' },
    },
    {
      name: 'simulator-stands-alone',
      comment: 'It plays a model server of somebody else, so it cannot lean on the code under test.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(api|worker|dashboard|shared|scripts|test)/' },
    },
    {
      name: 'scripts-use-shared-only',
      severity: 'error',
      from: { path: '^scripts/' },
      to: { path: '^(api|worker|dashboard|simulator|test)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing-files', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-tools-in-the-product',
      severity: 'error',
      from: { path: '^(api|worker|dashboard|simulator|shared)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // The compiler's API that the default parser needs is gone from TypeScript 7.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
