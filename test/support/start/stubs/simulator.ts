import { listen } from './listener.ts';

listen(process.env.SIMULATOR_PORT);
