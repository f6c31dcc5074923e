import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, describe, it } from 'node:test';

/** What a file may not say, by the file that says it. */
const REFUSED = {
  'base knows no other room': ['base', `import { x } from '../wire/x.js';`],
  'wire does not know signaling': ['wire', `import { x } from '../signaling/x.js';`],
  'wire does not know peer': ['wire', `import { x } from '../peer/x.js';`],
  'signaling does not know peer': ['signaling', `import { x } from '../peer/x.js';`],
  'signaling does not know call': ['signaling', `import { x } from '../call/x.js';`],
  'peer does not know wire': ['peer', `import { x } from '../wire/x.js';`],
  'peer does not know media': ['peer', `import { x } from '../media/x.js';`],
  'media does not know peer': ['media', `import { x } from '../peer/x.js';`],
  'media does not know archive': ['media', `import { x } from '../archive/x.js';`],
  'archive does not know call': ['archive', `import type { x } from '../call/x.js';`],
  'archive does not know signaling': ['archive', `import { x } from '../signaling/x.js';`],
  'call does not know archive': ['call', `import { x } from '../archive/x.js';`],
  'media does not know elements': ['media', `import { x } from '../elements/x.js';`],
  'call does not know signaling': ['call', `import { x } from '../signaling/x.js';`],
  'call does not know phone': ['call', `import { x } from '../phone/x.js';`],
  'phone does not know elements': ['phone', `import { x } from '../elements/x.js';`],
  'elements do not know signaling': ['elements', `import { x } from '../signaling/x.js';`],
  'elements do not know wire': ['elements', `import { x } from '../wire/x.js';`],
  'elements do not know peer': ['elements', `import { x } from '../peer/x.js';`],
  'elements open no camera': ['elements', `import { x } from '../media/local-media.js';`],
  'no room knows the entries': ['phone', `import { x } from '../core.js';`],
  'the core is without elements': ['core.ts', `export { x } from './elements/x.js';`],
  'the testing kit is without elements': ['testing.ts', `export { x } from './elements/x.js';`],
  'pubnub is for signaling alone': ['phone', `import { x } from 'pubnub';`],
  'lit is for elements alone': ['phone', `import { x } from 'lit/decorators.js';`],
  'context is for elements alone': ['call', `import { x } from '@lit/context';`],
  'webrtc-adapter is for peer alone': ['elements', `import { x } from 'webrtc-adapter';`],
  'idb is for archive alone': ['phone', `import { x } from 'idb';`],
  'the database is opened in archive alone': ['elements', `export const x = () => indexedDB.open('x');`],
  'no room stands on another package': ['base', `import { x } from 'lodash';`],
  'no room imports from dev': ['base', `import { x } from '../../dev/x.js';`],
  'a type is an import': ['base', `import type { x } from '../wire/x.js';`],
  'a type in passing is an import': ['base', `export type Y = import('../wire/x.js').X;`],
  'a late import is an import': ['call', `export const x = () => import('../signaling/x.js');`],
  'a late package is an import': ['call', `export const x = () => import('pubnub');`],
  'a re-export is an import': ['base', `export * from '../wire/x.js';`],
  'a connection is made in peer alone': ['call', `export const x = () => new RTCPeerConnection();`],
  'devices are asked in media alone': ['elements', `export const x = () => navigator.mediaDevices;`],
  'no text becomes markup': ['elements', `export const x = (y: Element) => (y.innerHTML = 'x');`],
  'no text becomes a template': ['elements', `export { unsafeHTML } from 'lit/directives/unsafe-html.js';`],
} as const;

const ALLOWED = {
  'wire knows base': ['wire', `export { x } from '../base/x.js';`],
  'signaling knows wire and pubnub': [
    'signaling',
    `export { x } from '../wire/x.js'; export const y = () => import('pubnub');`,
  ],
  'peer knows webrtc-adapter': ['peer', `export const y = () => import('webrtc-adapter');`],
  'archive knows base and idb': ['archive', `export { x } from '../base/x.js'; export { y } from 'idb';`],
  'phone knows archive': ['phone', `export { x } from '../archive/x.js';`],
  'call knows peer': ['call', `export { x } from '../peer/x.js';`],
  'phone knows signaling': ['phone', `export { x } from '../signaling/x.js';`],
  'elements know phone, lit, and what the camera is': [
    'elements',
    `export { x } from '../phone/x.js'; export { y } from 'lit'; export type { Z } from '../media/local-media.js';`,
  ],
  'the index knows elements': ['index.ts', `export { x } from './elements/x.js';`],
  'a room knows itself': ['base', `export { x } from './x.js';`],
} as const;

/** The linter runs once, over all snippets at once, each in a copy of `src` of its own. */
function lint(snippets: Record<string, readonly [string, string]>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'walls-'));
  after(() => rmSync(folder, { recursive: true }));

  const names = Object.keys(snippets);
  for (const [index, name] of names.entries()) {
    const [where, code] = snippets[name] ?? ['', ''];
    const path = join(folder, `${index}`, 'src', where.endsWith('.ts') ? where : `${where}/probe.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${code}\n`);
  }

  const flags = ['--config', '.oxlintrc.json', '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', ...flags, folder], {
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };

  const found = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const { code, filename } of diagnostics) {
    const name = names[Number.parseInt(relative(folder, filename), 10)] ?? filename;
    found.get(name)?.push(code);
  }
  return found;
}

describe('the walls between the rooms', () => {
  const found = lint({ ...REFUSED, ...ALLOWED });
  const isWall = (code: string) => code === 'walls(rooms)' || code.includes('no-restricted');

  for (const name of Object.keys(REFUSED)) {
    it(`${name}: refused`, () => assert.ok(found.get(name)?.some(isWall), 'the linter let it pass'));
  }
  for (const name of Object.keys(ALLOWED)) {
    it(`${name}: allowed`, () => assert.deepEqual(found.get(name)?.filter(isWall), []));
  }
});
