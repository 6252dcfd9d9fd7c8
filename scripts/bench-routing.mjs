import { handOver } from './bootstrap/hand-over.mjs';

await handOver('test/bench/routing/run.ts');
