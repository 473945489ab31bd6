import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/reports/query.js';
import { commands, runCommand } from '../../../src/cli/prompt/commands.js';
import { runScript } from '../../../src/cli/prompt/script.js';
import { mostRows, Session, type SessionOptions } from '../../../src/cli/prompt/session.js';
import { handMade, testLake, type TestLake } from '../../reports/fixture.js';
import { Sink } from './sink.js';

let test: TestLake;
beforeAll(async () => { test = await testLake(handMade); });
afterAll(() => test.close());

/** A session and what it has shown so far; `run` gives what a script adds. */
function open(options: Partial<SessionOptions> = {}) {
  const [data, words] = [new Sink(), new Sink()];
  const session = new Session(test.lake, { data, words, isPrompt: true, width: () => 80, ...options });
  const run = async (text: string, given: Record<string, string> = {}) => {
    await runScript(session, parseQuery('script', text), given);
    return data.taken();
  };
  return { session, data, words, run, file: (name: string) => join(test.dir, name) };
}

describe('statements', () => {
  it('run in turn, each with its count', async () => {
    const { run, words } = open();
    expect(await run("select count(*) as n\nfrom posts -- all; of them\nwhere booru = 'a'; select ';' as semi")).toMatch(/n\n─\n3\nsemi\n─+\n;\n/);
    expect(words.taken()).toMatch(/^1 row in [\d.]+ s\n1 row in/);
  });

  it('that only change something say what they did', async () => {
    const { run, words } = open();
    expect(await run('create temp table mine as select 1 as a; insert into mine select * from range(3); select count(*) as n from mine; drop table mine')).toMatch(/n\n─\n4\n/);
    expect(words.taken()).toMatch(/^Done.*\n3 rows written.*\n1 row in.*\nDone/);
  });

  it('take the parameters they use', async () => {
    expect(await open({ format: 'csv' }).run("-- param: n INTEGER = 2\nselect $n * 2 as a; select $b as b; select 3 as c", { b: "it's" })).toBe("a\r\n4\r\nb\r\nit's\r\nc\r\n3\r\n");
    await expect(open().run('select $b')).rejects.toMatchObject({ message: 'script needs the parameter b.' });
  });

  it('end at the first error, which names the line and shows the place', async () => {
    const { run, data } = open({ format: 'csv' });
    await expect(run("-- a\nselect 1 as a;\n\nselect '初音', scor\nfrom posts; select 2")).rejects.toMatchObject({
      message: expect.stringMatching(/^script, line 4: Binder Error: .*scor/) as string, hint: "Did you mean score or score_up or score_avg?\n  select '初音', scor\n                 ^",
    });
    expect(data.taken()).toBe('a\r\n1\r\n');
    await expect(run('select 1;\n\n.run nowhere')).rejects.toMatchObject({ message: 'script, line 3: No saved query "nowhere".' });
  });

  it('show a plan as it is drawn', async () => {
    expect(await open().run('explain select count(*) from posts')).toMatch(/^┌─+┐\n│ +/);
  });

  it('read no more of a large result than can be shown, and write all of it to a file', async () => {
    const { run, words, session, file } = open({ format: 'csv' });
    const shown = await run('select * from range(25000)');
    expect(shown.split('\n')).toHaveLength(mostRows + 2);
    expect(words.taken()).toMatch(/^The first 10,000 rows/);
    expect(await session.lastResult()).toMatchObject({ more: true });
    await run(`.once ${file('large.jsonl')}\nselect * from range(25000)`);
    expect(readFileSync(file('large.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(25_000);
  });

  it('are stopped by an interrupt, and the next one runs', async () => {
    const { session, run } = open();
    const running = run('select count(*) from range(1000000000000) a');
    setTimeout(() => session.interrupt(), 200);
    await expect(running).rejects.toThrow(/interrupt/i);
    expect(await run('select 1 as n')).toContain('1');
  });

  it('of a script that is no prompt are shown whole, without words', async () => {
    const { run, words } = open({ isPrompt: false, width: () => undefined });
    expect(await run('select 1 as a; select 2 as b')).toBe('a\n─\n1\n\nb\n─\n2\n');
    expect(words.taken()).toBe('');
  });
});

describe('files', () => {
  it('get the results until the next .output, in the format of their names', async () => {
    const { run, file, session } = open();
    await run(`.output ${file('all.csv')}\nselect 1 as a; select 2 as b;`);
    expect(existsSync(file('all.csv'))).toBe(false);
    await run('.output');
    expect(readFileSync(file('all.csv'), 'utf8')).toBe('a\r\n1\r\nb\r\n2\r\n');
    expect(await run('select 3 as c')).toContain('c\n─\n3');
    await run(`.once ${file('one.parquet')}\nselect 7 as x`);
    expect(await test.lake.rows(`select * from '${file('one.parquet')}'`)).toEqual([{ x: 7 }]);
    await expect(session.setOutput(file('two.parquet'))).rejects.toThrow('A Parquet file holds one result.');
    expect(await run('select 3 as c')).toContain('c\n─\n3');
  });

  it('are not there, nor a part of them, when their query fails', async () => {
    const { run, file } = open();
    const before = readdirSync(test.dir);
    for (const name of ['bad.csv', 'bad.parquet']) await expect(run(`.once ${file(name)}\nselect error('no') from range(3)`)).rejects.toThrow(/no/);
    expect(readdirSync(test.dir)).toEqual(before);
    await expect(run(`.once ${file('nowhere/x.csv')}\nselect 1`)).rejects.toThrow(/Cannot write/);
  });

  it('of the lake are not written over, nor new ones put among them', async () => {
    const { run, file } = open();
    const before = readdirSync(file('lake'), { recursive: true });
    const target = file('lake/evil');
    for (const script of [
      `.once ${target}.csv\nselect 1`, `.output ${target}.csv`, `.run boards\n.chart bar ${target}.svg`, `copy posts to '${target}.parquet'`, `COPY (select ';' as a) To\n'${target}.csv' (format csv)`,
      `export database '${target}'`, `attach '${target}.db' as evil`, `attach or replace database '${target}.db'`, `copy posts to '${file('lake/../lake/evil.csv')}'`,
    ]) await expect(run(script), script).rejects.toThrow(/lies in the lake's own folder/);
    expect(readdirSync(file('lake'), { recursive: true })).toEqual(before);
    await run(`copy (select * from read_parquet('${file('lake')}/posts*.parquet')) to '${file('copy.csv')}'`);
    expect(existsSync(file('copy.csv'))).toBe(true);
  });
});

describe('commands', () => {
  it('list tables, columns and queries', async () => {
    const { run } = open();
    const tables = await run('.tables');
    expect(tables).toMatch(/^posts +6 {2}One row a post/m);
    expect(tables).toMatch(/^Empty: .*pools/m);
    expect(tables).toMatch(/^Also: post_tag_names/m);
    expect(await run('.schema labels')).toMatch(/^tag_name +VARCHAR +key$/m);
    expect(await run('.schema')).toMatch(/^tags: booru, tag_id,/m);
    expect(await run('.queries parade')).toMatch(/hit-parade +General hit parade/);
    await expect(run('.schema postz')).rejects.toMatchObject({ hint: expect.stringContaining('Did you mean posts') as string });
    await expect(run('.queries xyzzy')).rejects.toThrow('No saved query speaks of "xyzzy".');
  });

  it('run saved queries with parameters', async () => {
    const { run } = open();
    expect(await run('.run hit-parade limit=1 board="b"')).toMatch(/^ +1 {2}b +2 +7 /m);
    await expect(run('.run hit-parade limit')).rejects.toMatchObject({ hint: 'Write parameters as name=value.' });
    await expect(run('.run')).rejects.toMatchObject({ hint: '.queries lists them.' });
  });

  it('change the rating for what follows', async () => {
    const { run, session, words } = open();
    expect(await run("select count(*) as n from posts where booru = 'a'")).toContain('3');
    words.taken();
    expect(await run(".rating all\nselect count(*) as n from posts where booru = 'a'; select count(*) as n from post_tags where booru = 'a' and post_key = 4")).toMatch(/4\n.*\n─\n2\n/);
    expect(words.taken()).toContain('Posts are shown up to: all.');
    await run('.rating sensitive');
    expect(words.taken()).toBe('Posts are shown up to: sensitive; 1 hidden.\n');
    expect(session.lake.rating).toBe('sensitive');
    await expect(run('.rating explicit')).rejects.toMatchObject({ hint: 'Ratings: safe, sensitive, all.' });
  });

  it('draw the last result as text, or into a file', async () => {
    const { run, file, words } = open();
    await expect(run('.chart bar')).rejects.toThrow('There is no result to draw yet.');
    await run("select * from (values ('初音ミク', 8), ('b', 2)) as t(name, posts)");
    expect(await run('.chart')).toMatch(/^ +posts\n初音ミク {2}█+ 8\nb {9}█+ 2\n$/);
    await run(`.chart bar sort=name ${file('c.svg')}\n.chart ${file('c.png')}\n.chart bar ${file('c.html')}`);
    expect(readFileSync(file('c.svg'), 'utf8')).toMatch(/^<svg [^]*初音ミク/);
    expect(readFileSync(file('c.svg'), 'utf8')).not.toContain('var(');
    expect(readFileSync(file('c.png')).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(file('c.html'), 'utf8')).toContain('<svg');
    expect(words.taken()).toContain(`Drawn into ${file('c.svg')}`);
    await expect(run('.chart pie')).rejects.toThrow(/unknown chart "pie"/);
    await expect(run('.chart scatter x=posts')).rejects.toThrow(/needs a picture/);
    await expect(run('.chart bar x=nothing')).rejects.toThrow(/no column "nothing"/);
  });

  it('list the posts of the last question, all of them, and only those shown', async () => {
    const { run, file } = open();
    await expect(run('.list urls')).rejects.toThrow('There is no result to list yet.');
    await run("select booru, fid from read_parquet('" + file('lake') + "/posts*.parquet') where booru = 'a' order by fid");
    expect(await run('.list urls')).toBe('https://a.example/1.jpg\nhttps://a.example/2.png\nhttps://a.example/3.jpg\n');
    await run(`.list aria2 ${file('list.txt')}`);
    expect(readFileSync(file('list.txt'), 'utf8')).toContain('https://a.example/2.png');
    await expect(run('.list aria')).rejects.toMatchObject({ hint: 'Did you mean aria2?' });
    await expect(run(`.list urls ${file('lake/x.txt')}`)).rejects.toThrow(/lake's own folder/);
    await run('select 1 as a');
    await expect(run('.list urls')).rejects.toThrow(/A list needs rows with booru and fid/);
  });

  it('draw and list in scripts, whose rows are not kept', async () => {
    const { run } = open({ isPrompt: false, width: () => undefined, format: 'csv' });
    expect(await run('select booru, fid, score from posts order by score desc limit 1;\n.chart bar\n.list urls')).toMatch(/^booru,fid,score\r\na,2,30\r\n +score\na {2}█+ 30\nhttps:\/\/a\.example\/2\.png\n$/);
  });

  it('set format, timer and read scripts', async () => {
    const { run, file, words } = open();
    expect(await run('.format json\nselect 1 as a')).toBe('[\n  {"a":1}\n]\n');
    words.taken();
    await run('.timer off\nselect 1 as a');
    expect(words.taken()).toBe('1 row\n');
    await expect(run('.format parquet')).rejects.toThrow('Parquet goes to a file.');
    writeFileSync(file('inner.sql'), '.format csv\nselect 5 as five;\nselect nope from posts');
    await expect(run(`.read ${file('inner.sql')}`)).rejects.toThrow(/inner.sql, line 3: /);
    writeFileSync(file('round.sql'), `.read ${file('round.sql')}`);
    await expect(run(`.read ${file('round.sql')}`)).rejects.toThrow(/without end/);
    await expect(run('.read nowhere.sql')).rejects.toThrow(/Cannot read nowhere.sql/);
    expect(await run('select 1 as a;\n.quit\nselect 99 as b')).not.toContain('99');
  });

  it('are named in the help, and near ones in errors', async () => {
    const { run, session } = open();
    const help = await run('.help');
    for (const { name } of commands) expect(help).toContain(`.${name}`);
    await expect(runCommand(session, 'tabels')).rejects.toMatchObject({ message: 'No command .tabels', hint: 'Did you mean .tables?' });
    await expect(runCommand(session, 'timer maybe')).rejects.toThrow('.timer takes on or off.');
    await expect(runCommand(session, 'once a b')).rejects.toThrow('.once takes a file.');
  });

  it('show long results in the pager unless it is off', async () => {
    const paged: string[] = [];
    const { run } = open({ page: async (text) => paged.push(text) > 0 });
    expect(await run('select 1 as a')).toBe('');
    expect(paged).toEqual(['a\n─\n1\n']);
    expect(await run('.pager off\nselect 1 as a')).toBe('a\n─\n1\n');
  });
});
