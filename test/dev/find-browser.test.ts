import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

describe('finding a browser', () => {
  const find = (path: string) =>
    spawnSync(process.execPath, ['dev/find-browser.mjs'], {
      encoding: 'utf8',
      env: { ...process.env, CHROME_PATH: path },
    });

  it('takes the one that CHROME_PATH names', () => {
    const { status, stdout } = find(process.execPath);

    assert.equal(status, 0);
    assert.equal(stdout.trim(), process.execPath);
  });

  it('takes no other when CHROME_PATH names none', () => {
    const { status, stderr } = find('/nowhere/chrome');

    assert.equal(status, 1);
    assert.match(stderr, /CHROME_PATH is \/nowhere\/chrome, and there is no such file/);
  });

  it('finds one that starts', () => {
    const { status, stdout } = find('');

    assert.equal(status, 0);
    assert.equal(spawnSync(stdout.trim(), ['--version']).status, 0);
  });
});
