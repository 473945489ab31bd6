import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDuplicates } from '../../src/images/duplicates.js';
import { hashParts } from '../../src/images/hash-parts.js';
import { scanPictures } from '../../src/images/scan.js';
import { linkCrossposts } from '../../src/linking/crossposts/crossposts.js';
import { scoreCrossposts } from '../../src/linking/crossposts/score-crossposts.js';
import { load, pinned, rowsOf, tempFolder, withLake } from '../load/fixtures.js';
import { simulated, type Simulated } from '../simulate/simulated.js';
