import { readSettings } from '../../../simulator/read-settings.ts';
import { startSimulator } from '../../../simulator/server.ts';
import { answerParent } from './answer-parent.ts';

const simulator = await startSimulator({ ...readSettings(process.env), port: 0 });
answerParent({ url: () => simulator.url });
