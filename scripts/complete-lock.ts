// Run this after adding a package from a registry that holds back packages of other platforms: npm then leaves
// them out of the lock file, and every later `npm ci` refuses the lock file as incomplete.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export type LockPackages = Record<string, LockEntry>;

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * The entries that a lock file's `packages` lack: optional dependencies of a locked package. Their platform is read
 * from their name; a checksum cannot be told without the package, and none is needed to skip it.
 */
export function findMissingEntries(packages: LockPackages): LockPackages {
  const missing: LockPackages = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, path, name)) continue;
      missing[`node_modules/${name}`] = { ...(entry.dev && { dev: true }), ...describe(name, version) };
    }
  }
  return missing;
}

function isLocked(packages: LockPackages, from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

function describe(name: string, version: string): LockEntry {
  const words = name.split(/[/-]/);
  const libc = [/gnu/, /musl/].flatMap((kind, index) =>
    words.some((word) => kind.test(word)) ? [index === 0 ? 'glibc' : 'musl'] : [],
  );
  return {
    version,
    cpu: PROCESSORS.filter((one) => words.includes(one)),
    ...(libc.length > 0 && { libc }),
    optional: true,
    os: SYSTEMS.filter((one) => words.includes(one)),
  };
}

function completeLockFile(path: string): void {
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = findMissingEntries(lock.packages);
  const all = Object.entries<LockEntry>({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} entries added to package-lock.json`);
}

if (import.meta.main) completeLockFile(fileURLToPath(new URL('../package-lock.json', import.meta.url)));
