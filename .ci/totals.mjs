// Adds up the test counts of vitest's JSON reports in one closing line; fails when no test ran or one failed.
import { readFileSync } from 'node:fs';

const results = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (name) => results.reduce((total, result) => total + result[name], 0);
const passed = sum('numPassedTests');
const failed = sum('numFailedTests');
console.log(`${passed} passed, ${failed} failed, ${sum('numPendingTests')} skipped`);
if (passed === 0 || failed > 0) process.exit(1);
