import { loadConfig } from '../shared/config/load-config.ts';
import { connectRedis } from '../shared/redis/connection.ts';
import { createKeys } from '../shared/redis/keys.ts';
import { isAliveHere } from '../shared/runtime/worker-registry.ts';

// Health check of a container: exits with 0 when the worker beside it has reported to Redis lately.
const config = loadConfig();
const redis = connectRedis(config, 'request', 'health');
const alive = await isAliveHere({ redis, keys: createKeys(config.KEY_PREFIX) }).catch(() => false);
redis.disconnect();
process.exit(alive ? 0 : 1);
