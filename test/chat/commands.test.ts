import { describe, expect, it } from 'vitest';
import { commands, readLine } from '../../src/chat/commands.js';

describe('what a typed line means', () => {
  it.each([
    ['hello', { type: 'say', text: 'hello' }],
    ['  hello', { type: 'say', text: '  hello' }],
    ['//usr/bin is full', { type: 'say', text: '/usr/bin is full' }],
    ['/help', { type: 'help' }],
    ['/QUIT', { type: 'quit' }],
    ['/retry ', { type: 'retry' }],
    ['/who', { type: 'who' }],
    ['/held', { type: 'held' }],
    ['/net', { type: 'net' }],
    ['/doctor', { type: 'doctor' }],
    ['/people', { type: 'people' }],
    ['/search the  printer ', { type: 'search', text: 'the  printer' }],
    ['/search', { type: 'search', text: '' }],
    ['/me waves', { type: 'say', text: '/me waves' }],
    ['/ME  waves  twice', { type: 'say', text: '/me waves  twice' }],
    ['/me waves\nand leaves', { type: 'say', text: '/me waves\nand leaves' }],
    ['/quit\n/quit', { type: 'say', text: '/quit\n/quit' }],
    ['// a remark\nx();', { type: 'say', text: '// a remark\nx();' }],
    ['/me', { type: 'problem', sentence: '/me tells what you do: /me waves' }],
    ['/nick bob', { type: 'nick', handle: 'bob' }],
    ['/nick  the  bob ', { type: 'nick', handle: 'the bob' }],
    ['/nick', { type: 'nick', handle: '' }],
    ['/quit now', { type: 'problem', sentence: '/quit stands alone' }],
  ])('%j', (line, expected) => {
    expect(readLine(line)).toEqual(expected);
  });

  it.each([
    ['/hlep', 'did you mean /help?'],
    ['/nik', 'did you mean /nick?'],
    ['/usr/bin', 'see /help'],
    ['/', 'see /help'],
  ])('%j is no command, and the nearest is named', (line, advice) => {
    expect(readLine(line)).toMatchObject({ type: 'problem', sentence: expect.stringContaining(advice) });
  });

  it('has a usage that begins with its name for every command', () => {
    for (const { name, usage, summary } of commands) {
      expect(usage.startsWith(`/${name}`)).toBe(true);
      expect(summary).not.toBe('');
    }
  });
});
