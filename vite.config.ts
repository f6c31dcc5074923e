import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { minifyHTMLLiterals } from 'minify-literals';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

import { addresses } from './dev/addresses.js';
import { demoAtRoot } from './dev/demo-at-root.js';
import { prebundled } from './dev/prebundled.mjs';
import { pubnubServer } from './dev/pubnub-server/vite-plugin.js';

/**
 * `vite` serves the demo, `vite build` makes the package, module by module, and `--mode cdn` makes the file for a script
 * tag, with Lit inside.
 */
export default defineConfig(({ command, mode }) => {
  if (command === 'serve') return demo();
  // For the tests: see `dev/built-demo.mjs`, which says all else.
  if (mode === 'demo') return {};
  return mode === 'cdn' ? cdn() : library();
});

function demo(): UserConfig {
  return {
    appType: 'mpa',
    server: { port: Number(process.env['PORT'] ?? 5173), strictPort: true },
    optimizeDeps: prebundled,
    plugins: [addresses(), demoAtRoot(), pubnubServer()],
  };
}

function library(): UserConfig {
  return {
    build: {
      target: 'es2022',
      sourcemap: true,
      minify: false,
      lib: { entry: ['src/index.ts', 'src/core.ts', 'src/testing.ts'], formats: ['es'] },
      rolldownOptions: {
        external: [/^(lit|@lit\/context|pubnub|webrtc-adapter|idb)(\/|$)/],
        output: {
          preserveModules: true,
          preserveModulesRoot: 'src',
          // The compiler's helper for decorators would otherwise be called after the compiler and its version.
          entryFileNames: ({ name }) => (name.includes('decorate') ? 'base/decorate.js' : '[name].js'),
        },
      },
    },
  };
}

function cdn(): UserConfig {
  return {
    build: {
      target: 'es2022',
      outDir: 'dist/cdn',
      sourcemap: true,
      lib: { entry: { 'rtc-elements': 'src/script-tag.ts', core: 'src/core.ts' }, formats: ['es'] },
      // Library builds keep their white space unless the output is told.
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, chunkFileNames: '[name]-[hash].js' },
      },
    },
    resolve: { alias: [{ find: /^pubnub$/, replacement: file('dev/cdn-pubnub.ts') }] },
    plugins: [minifiedTemplates(), pubnubAsItIs()],
  };
}

/** Lit's templates and styles without the white space they are written with. */
function minifiedTemplates(): Plugin {
  return {
    name: 'minified-templates',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.includes('/src/elements/')) return undefined;
      // Without its slash an SVG path holds all that comes after it, which is then not drawn.
      return (
        (await minifyHTMLLiterals(code, { fileName: id, html: { keepClosingSlash: true } })) ?? undefined
      );
    },
  };
}

/** Its licence lets us hand PubNub's SDK on as it is, and in no other way. */
function pubnubAsItIs(): Plugin {
  const copies = {
    'pubnub.min.js': 'node_modules/pubnub/dist/web/pubnub.min.js',
    'pubnub.LICENSE.txt': 'node_modules/pubnub/LICENSE',
  };
  return {
    name: 'pubnub-as-it-is',
    async generateBundle() {
      for (const [fileName, from] of Object.entries(copies)) {
        this.emitFile({ type: 'asset', fileName, source: await readFile(file(from)) });
      }
    },
  };
}

function file(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
