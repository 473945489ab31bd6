// Writes the built-in weights from what `boorulab link mal --fit --json` prints: node scripts/default-models.mjs < fitted.json
import { readFileSync, writeFileSync } from 'node:fs';
import { fieldsOf } from '../dist/linking/mal/fields.js';

const round = (value) => Number(value.toFixed(2)) || 0;

const lines = JSON.parse(readFileSync(0, 'utf8')).flatMap(({ kind, model: { weights, calibration, accept } }) => [
  `  ${kind}: {`,
  `    calibration: { slope: ${calibration.slope.toFixed(3)}, shift: ${calibration.shift.toFixed(3)} }, accept: ${accept.toFixed(3)},`,
  '    weights: {',
  `      prior: ${round(weights.prior)},`,
  '      bits: [',
  ...weights.bits.flatMap((bits, field) => {
    const { name, levels } = fieldsOf(kind)[field];
    const width = name === 'name' ? 5 : levels.length;
    const rows = Array.from({ length: bits.length / width }, (_, row) => bits.slice(row * width, (row + 1) * width).map(round).join(', '));
    return name === 'name' ? ['        [', ...rows.map((row) => `          ${row},`), '        ],'] : [`        [${rows[0]}],`];
  }),
  '      ],',
  '    },',
  '  },',
]);

writeFileSync(new URL('../src/linking/mal/default-models.ts', import.meta.url), `import type { Model } from './fit-model.js';
import type { MalKind } from './read-entries.js';

/**
 * The built-in weights, in bits, for each kind: those of the fields in their order (\`fieldsOf\`), of names a row a level with its numbers of rivals. Written by
 * \`boorulab link mal --fit --json | node scripts/default-models.mjs\` from the links known in the BOORU CHARS taglist of 2019 (docs/linking.md).
 */
export const defaultModels: Readonly<Record<MalKind, Model>> = {
${lines.join('\n')}
};
`);
