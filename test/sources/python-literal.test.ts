import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from '../../src/sources/python-literal.js';

describe('Python literals', () => {
  it.each<[string, unknown]>([
    [`{'from': '2012-01-13', 'to': None}`, { from: '2012-01-13', to: null }],
    [`['it\\'s', "it's", 'say "x"']`, ["it's", "it's", 'say "x"']],
    [`'\\\\ \\n \\t \\xe9 \\u4f8b \\U0001f600 \\d'`, '\\ \n \t é 例 😀 \\d'],
    [`(1, -2.5, .5, 1e3, True, False, None,)`, [1, -2.5, 0.5, 1000, true, false, null]],
    [`  { 'a' : [ ] , 7 : { } }  `, { a: [], 7: {} }],
    [`u'text'`, 'text'],
    [`{'__proto__': 1}`, JSON.parse('{"__proto__": 1}')],
  ])('%s', (text, value) => expect(parsePythonLiteral(text)).toEqual(value));

  it.each(['', '{', `{'a': }`, `['a' 'b']`, `'open`, `{'a': 1} x`, '[1, 2', 'nan', 'os.system(1)', `{['a']: 1}`, `'\\Uffffffff'`, '['.repeat(5000)])('refuses %s', (text) => {
    expect(() => parsePythonLiteral(text)).toThrow(/not a Python literal/);
  });
});
