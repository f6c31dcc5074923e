/** Describes the published files and what is public in them: those who read the manifest have nothing else. */
const published = {
  name: 'published',
  /** @param {{ customElementsManifest: { modules: unknown[] } }} phase */
  packageLinkPhase({ customElementsManifest: manifest }) {
    const json = JSON.stringify(manifest.modules).replace(/"\/?src\/([^"]+)\.[jt]s"/g, '"dist/$1.js"');
    manifest.modules = JSON.parse(json, (key, value) => (key === 'members' ? value.filter(isPublic) : value));
  },
};

/**
 * Static fields are words to Lit, not to a page.
 *
 * @param {{ kind: string, privacy?: string, static?: boolean }} member
 */
function isPublic({ kind, privacy, static: isStatic }) {
  return privacy === undefined && !(kind === 'field' && isStatic);
}

export default {
  globs: ['src/elements/rtc-*.ts', 'src/elements/base/rtc-*.ts'],
  exclude: ['src/elements/*.styles.ts'],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [published],
};
