import { Buffer } from 'buffer/index.js';
import * as z from 'zod/mini';

/** What the verifier finds in Node and no browser has. */
Object.assign(globalThis, { Buffer });
// Shapes are else compiled to code, which the pages' content policy refuses.
z.config({ jitless: true });
