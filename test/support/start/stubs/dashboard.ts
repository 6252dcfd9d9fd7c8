import { listen } from './listener.ts';

listen(process.env.DASHBOARD_PORT);
