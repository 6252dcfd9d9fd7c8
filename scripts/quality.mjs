import { handOver } from './bootstrap/hand-over.mjs';

await handOver('test/quality/run.ts');
