import { handOver } from './bootstrap/hand-over.mjs';

await handOver('scripts/audit/verify.ts');
