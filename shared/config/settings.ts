import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');

/** Every environment variable the services read, with its default and its meaning. */
export const settingsSchema = z.object({
  API_PORT: port.default(8080),
  DASHBOARD_PORT: port.default(8081),
  SIMULATOR_PORT: port.default(8090),
  BIND_ADDRESS: z.string().default('127.0.0.1').describe('Address the servers listen on.'),
  DATA_DIR: z.string().default('.data').describe('Where keys and data that are not in Redis live.'),
  CATALOG_DIR: z.string().default('catalog').describe('The definitions applied at start.'),
  REDIS_URL: z
    .string()
    .default('redis://127.0.0.1:6379')
    .describe('redis:// or rediss://; a cluster: redis+cluster://host:port,host:port.'),
  KEY_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,31}$/)
    .default('ael')
    .describe('First part of every Redis key; two installations on one Redis need two.'),
  ADMIN_API_KEY: z.string().min(32).optional().describe('API key of the first administrator.'),
  ADMIN_PASSWORD: z.string().min(8).optional().describe('Password of the dashboard user admin.'),
  MASTER_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits (32 bytes)')
    .optional()
    .describe('Wraps every key that encrypts content.'),
  MASTER_KEY_COMMAND: z
    .string()
    .min(1)
    .optional()
    .describe('A command that prints the key where MASTER_KEY is not given.'),
  MASTER_KEY_PREVIOUS: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 hexadecimal digits (32 bytes)')
    .optional()
    .describe('The key before, while MASTER_KEY is being replaced: needed for one start.'),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: z.url().optional().describe('Any OpenAI-compatible server.'),
  OPENAI_MODEL: z.string().min(1).optional().describe('The model that such a server is asked for.'),
  AZURE_OPENAI_API_KEY: z.string().min(1).optional(),
  AZURE_OPENAI_ENDPOINT: z.url().optional(),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_BASE_URL: z.url().optional().describe("Another server of Anthropic's protocol, without /v1."),
  SIMULATOR_URL: z.url().optional().describe("The simulator's base URL, ending in /v1."),
  WORKERS: z.coerce.number().int().min(1).max(64).default(1).describe('Worker processes of `npm start`.'),
  DRAIN_SECONDS: z.coerce.number().min(0).max(3600).default(25),
  ALLOW_PRIVATE_ADDRESSES: flag.default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Settings = z.infer<typeof settingsSchema>;
