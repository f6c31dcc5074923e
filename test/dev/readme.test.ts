import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Named {
  readonly name: string;
}
interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly members?: readonly (Named & { readonly kind: string })[];
}

/** Of a form control, of every element, or said of all of them in one sentence. */
const COMMON = new Set(['name', 'disabled', 'required', 'for', 'state']);
const REQUEST = /^rtc-.*-request$/;

describe('README.md', () => {
  const readme = readFileSync('README.md', 'utf8');
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: readonly { readonly declarations?: readonly Declaration[] }[];
  };
  const elements = new Map(
    modules
      .flatMap(({ declarations = [] }) => declarations)
      .flatMap((declaration) => (declaration.tagName ? [[declaration.tagName, declaration] as const] : [])),
  );
  const phone = elements.get('rtc-phone');
  const names = (list: readonly Named[] = []) => list.map(({ name }) => name);
  const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  const rows = readme
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  /** The first words of the rows of one table. */
  const table = (header: string) => {
    const [, body = ''] = readme.split(new RegExp(`^\\| ${header} .*\\n.*\\n`, 'm'));
    const [lines = ''] = body.split('\n\n');
    return lines.split('\n').flatMap((line) => quoted(line.split('|')[1] ?? ''));
  };

  it('has all elements there are, and no others', () => {
    assert.deepEqual(
      table('Element')
        .map((tag) => tag.replace(/[<>]/g, ''))
        .toSorted(),
      [...elements.keys()].toSorted(),
    );
  });

  it('has the attributes that the elements have', () => {
    for (const [, tag = '', , told = ''] of rows.filter(([, first = '']) => first.startsWith('`<rtc-'))) {
      const name = tag.replace(/[`<>]/g, '');
      const real = names(elements.get(name)?.attributes);
      const extra = name === 'rtc-phone' ? table('Attribute') : [];
      const said = [...quoted(told), ...extra];
      assert.deepEqual(
        said.filter((each) => !real.includes(each)),
        [],
        `${name} has no such attribute`,
      );
      assert.deepEqual(
        real.filter((each) => !said.includes(each) && !COMMON.has(each)),
        [],
        `of ${name} it does not say`,
      );
    }
  });

  it('has the events that the elements have', () => {
    const real = [...elements.values()]
      .flatMap(({ events }) => names(events))
      .filter((name) => name.startsWith('rtc-'));
    const said = [...new Set(readme.match(/(?<!-)\brtc-[a-z-]+(?=[`'])/g))].filter(
      (name) => !elements.has(name) && !existsSync(name) && !name.startsWith('rtc-elements'),
    );

    assert.deepEqual(
      said.filter((name) => !real.includes(name)),
      [],
    );
    assert.deepEqual(
      [...new Set(real)].filter((name) => !said.includes(name) && !REQUEST.test(name)),
      [],
    );
  });

  it('calls methods that a phone has', () => {
    const methods = names(phone?.members?.filter(({ kind }) => kind === 'method'));
    const called = [...readme.matchAll(/querySelector\('rtc-phone'\)\.(\w+)\(/g)].map(
      ([, name = '']) => name,
    );
    assert.notEqual(called.length, 0);
    for (const name of called) assert.ok(methods.includes(name), name);
  });

  it('names commands and files that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = [...readme.matchAll(/(?<=^|`|&& )npm (?:run )?([a-z:]+)/gm)].map(
      ([, name = '']) => name,
    );
    assert.deepEqual(
      [...new Set(commands)].filter((name) => name !== 'install' && !(name in scripts)),
      [],
    );

    const files = [...readme.matchAll(/(?:\]\(|<img src="|srcset=")((?!https?:|#)[^)"]+)/g)].map(
      ([, path = '']) => path,
    );
    assert.notEqual(files.length, 0);
    for (const path of files) assert.ok(existsSync(path), path);
  });

  it('says of the script tag what is measured', () => {
    const [, kilobytes] = /less than (\d+) kB gzipped/.exec(readme) ?? [];
    const [, limit] = /^const LIMIT = ([\d_]+);/m.exec(readFileSync('dev/size.mjs', 'utf8')) ?? [];
    assert.equal(Number(kilobytes) * 1_000, Number(limit?.replaceAll('_', '')));
  });
});
