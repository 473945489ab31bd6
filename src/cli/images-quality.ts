import type { Command } from 'commander';
export function addImagesQuality(_images: Command): void {}
