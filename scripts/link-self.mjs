// After a build: lets `import 'boorulab'` resolve inside this checkout (notebook cells need it) and `npx boorulab` find the command.
import { chmodSync, existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const command = join(root, 'dist', 'cli', 'main.js');
const windows = process.platform === 'win32';

if (basename(dirname(root)) !== 'node_modules') {
  mkdirSync(join(modules, '.bin'), { recursive: true });
  link(windows ? root : '..', join(modules, 'boorulab'), 'junction');
  if (existsSync(command)) {
    chmodSync(command, 0o755);
    if (windows) writeFileSync(join(modules, '.bin', 'boorulab.cmd'), '@node "%~dp0\\..\\..\\dist\\cli\\main.js" %*\r\n');
    else link('../../dist/cli/main.js', join(modules, '.bin', 'boorulab'), 'file');
  }
}

function link(target, path, type) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(path) === target) return;
  if (found) rmSync(path, { recursive: true });
  symlinkSync(target, path, type);
}
