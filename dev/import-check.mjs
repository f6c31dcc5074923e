import { readdir, readFile } from 'node:fs/promises';

/**
 * Imports everything `package.json` exports, by its public name, in a world without a browser: a server that renders a
 * page, or a test that runs in Node, may import us and must not be thrown at.
 *
 * Then looks for packages that our declarations name and nobody has to have installed. Strict package managers show
 * their users `any` there.
 */

const { name, exports, dependencies } = JSON.parse(
  await readFile(new URL('../package.json', import.meta.url), 'utf8'),
);
let failed = 0;

for (const path of Object.keys(exports)) {
  const specifier = name + path.slice(1);
  const isJson = path.endsWith('.json');
  try {
    const module = await import(specifier, isJson ? { with: { type: 'json' } } : {});
    console.log(`${specifier.padEnd(36)} ${isJson ? 'read' : Object.keys(module).toSorted().join(', ')}`);
  } catch (error) {
    failed += 1;
    console.error(`${specifier} cannot be imported:`, error);
  }
}

const types = new URL('../dist/types/', import.meta.url);
for (const path of await readdir(types, { recursive: true })) {
  if (!path.endsWith('.d.ts')) continue;
  const code = await readFile(new URL(path, types), 'utf8');
  for (const [, specifier = ''] of code.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
    const [scope = '', ...rest] = specifier.split('/');
    const dependency = scope.startsWith('@') ? `${scope}/${rest[0]}` : scope;
    if (dependency.startsWith('.') || Object.hasOwn(dependencies, dependency)) continue;
    failed += 1;
    console.error(
      `dist/types/${path} names ${dependency}, which is not a dependency. Is a type inferred there?`,
    );
  }
}

process.exitCode = failed === 0 ? 0 : 1;
