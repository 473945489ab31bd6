/** What a picture may cost. Those that cost more are rejected, so that none can stop a scan. */

/** Largest file that is read, bytes. */
export const fileLimit = 512 * 2 ** 20;

/** Longest time it may take, s. */
export const secondsLimit = 5;

/** What the heap of a process that looks at pictures may hold, MB; and the process itself after a picture, bytes. */
export const heapLimit = 512;
export const memoryLimit = 2 ** 30;
