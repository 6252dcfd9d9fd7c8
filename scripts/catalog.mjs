import { handOver } from './bootstrap/hand-over.mjs';

await handOver('scripts/catalog/main.ts');
