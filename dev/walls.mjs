/**
 * The walls between the rooms of `src`, as a lint rule: which room may import which, and who may touch what is outside.
 *
 * A rule of our own, because the usual ones see neither `import()` nor the type in `import type`.
 */

/** What a room may import besides itself. Only the way up is open, so no two rooms can need each other. */
const ROOMS = new Map([
  ['base', []],
  ['wire', ['base']],
  ['signaling', ['base', 'wire']],
  ['peer', ['base']],
  ['media', ['base']],
  ['archive', ['base']],
  ['call', ['base', 'wire', 'peer', 'media']],
  ['phone', ['base', 'wire', 'signaling', 'peer', 'media', 'archive', 'call']],
  ['elements', ['base', 'media', 'archive', 'call', 'phone']],
]);

/** Elements show what a phone captures; they may name its type, and never open a camera on their own. */
const TYPES_ONLY = new Map([['elements', 'media/local-media.js']]);

/** The entries beside the rooms. Those without elements must stay without Lit. */
const ENTRIES = new Map([
  ['index', ['core', 'elements']],
  ['script-tag', ['elements']],
  ['core', [...ROOMS.keys()].filter((room) => room !== 'elements')],
  ['testing', [...ROOMS.keys(), 'core'].filter((room) => room !== 'elements')],
]);

/** Each package we stand on, and the one room that knows it. */
const PACKAGES = new Map([
  ['pubnub', 'signaling'],
  ['webrtc-adapter', 'peer'],
  ['idb', 'archive'],
  ['lit', 'elements'],
  ['@lit/context', 'elements'],
]);

/** Each part of the browser that has one owner. */
const GLOBALS = new Map([
  ['RTCPeerConnection', 'peer'],
  ['mediaDevices', 'media'],
  ['indexedDB', 'archive'],
]);

/** @param {string} path @returns {string | undefined} The room, or the entry, that a file of `src` belongs to. */
function roomOf(path) {
  return /(?:^|\/)src\/(?:([^/]+)\/.+|([^/]+?)\.[jt]s)$/
    .exec(path.replaceAll('\\', '/'))
    ?.slice(1)
    .find(Boolean);
}

/** @param {string} specifier */
function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * @param {string} path The importing file.
 * @param {string} specifier
 * @param {boolean} isType
 * @returns {string | undefined} What is wrong with it.
 */
function objection(path, specifier, isType) {
  const from = roomOf(path);
  if (!from) return undefined;
  if (!specifier.startsWith('.')) return objectionToPackage(from, packageOf(specifier));

  const to = roomOf(new URL(specifier, `file:///${path.replace(/^\//, '')}`).pathname);
  if (!to) return 'src imports nothing from outside src.';
  const typesOnly = TYPES_ONLY.get(from);
  if (typesOnly && !isType && specifier.endsWith(typesOnly))
    return `${from} may import only types from ${typesOnly}.`;
  return objectionToRoom(from, to);
}

/** @param {string} from @param {string} name */
function objectionToPackage(from, name) {
  const owner = PACKAGES.get(name);
  if (!owner) return `src stands on ${[...PACKAGES.keys()].join(', ')} alone.`;
  return owner === from ? undefined : `Only src/${owner} knows ${name}.`;
}

/** @param {string} from @param {string} to */
function objectionToRoom(from, to) {
  if (to === from && ROOMS.has(from)) return undefined;
  const allowed = ROOMS.get(from) ?? ENTRIES.get(from) ?? [];
  return allowed.includes(to) ? undefined : `${from} may import from: ${allowed.join(', ') || 'nothing'}.`;
}

/** @param {any} node An import or export declaration. */
function bringsTypesOnly({ importKind, exportKind, specifiers = [] }) {
  if (importKind === 'type' || exportKind === 'type') return true;
  return (
    specifiers.length > 0 &&
    specifiers.every((/** @type {any} */ each) => each.importKind === 'type' || each.exportKind === 'type')
  );
}

/** @param {any} context */
function createWalls(context) {
  const path = context.filename;
  const room = roomOf(path);

  const check = (/** @type {any} */ node, /** @type {any} */ source, /** @type {boolean} */ isType) => {
    if (typeof source?.value !== 'string') return;
    const message = objection(path, source.value, isType);
    if (message) context.report({ node, message });
  };
  const checkDeclaration = (/** @type {any} */ node) => check(node, node.source, bringsTypesOnly(node));
  const checkGlobal = (/** @type {any} */ node, /** @type {string} */ name) => {
    const owner = GLOBALS.get(name);
    if (room && owner && owner !== room)
      context.report({ node, message: `Only src/${owner} touches ${name}.` });
  };

  return {
    ImportDeclaration: checkDeclaration,
    ExportNamedDeclaration: checkDeclaration,
    ExportAllDeclaration: checkDeclaration,
    ImportExpression: (/** @type {any} */ node) => check(node, node.source, false),
    TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument?.literal, true),
    NewExpression: (/** @type {any} */ node) => checkGlobal(node, node.callee.name),
    MemberExpression: (/** @type {any} */ node) => {
      checkGlobal(node, node.object.name);
      checkGlobal(node, node.property.name);
    },
  };
}

export default { meta: { name: 'walls' }, rules: { rooms: { create: createWalls } } };
