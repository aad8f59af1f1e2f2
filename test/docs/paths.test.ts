// The links in docs/ lead somewhere, and the tree in docs/architecture.md names each module that there is, and no other.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modulesUnder } from '../support/imports.js';

const docs = new URL('../../docs/', import.meta.url);
const read = (page: string): string => readFileSync(new URL(page, docs), 'utf8');

const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

/** The target of a link within the project, without the place on the page. */
const link = /\]\((?!https?:|#)(?<target>[^)#]+)(?:#[^)]*)?\)/gu;

describe('the links', () => {
  it.each(pages)('of docs/%s lead somewhere', (page) => {
    const targets = Array.from(read(page).matchAll(link), ({ groups: { target = '' } = {} }) => target);
    expect(targets.filter((target) => !existsSync(new URL(target, new URL(page, docs))))).toEqual([]);
  });
});

/** A row of the tree: how deep, the name (a folder's ends in a slash); then what it is. */
const row = /^(?<indent> *)(?<name>\S+)/u;

/** The paths of all rows of a tree that is indented by two spaces a level. */
function pathsOf(tree: string): string[] {
  const folders: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const { indent = '', name = '' } = row.exec(line)?.groups ?? {};
    folders.splice(indent.length / 2);
    const path = [...folders, name].join('');
    if (name.endsWith('/')) folders.push(name);
    return path;
  });
}

describe('the tree in docs/architecture.md', () => {
  const [, tree = ''] = /^## What is where\n+```text\n(.*?)\n```$/msu.exec(read('architecture.md')) ?? [];
  const paths = pathsOf(tree);

  it('names each module of the program once', () => {
    const named = paths.filter((path) => /^(?:src|machines)\/.*\.ts$/u.test(path));
    expect(named.toSorted()).toEqual(
      modulesUnder(['src', 'machines'])
        .map(({ path }) => path)
        .toSorted(),
    );
  });

  it('names nothing that is not there', () => {
    expect(paths.filter((path) => !existsSync(new URL(`../${path}`, docs)))).toEqual([]);
  });
});
