import { startSimulator } from '../../../simulator/server.ts';
import { answerParent } from './answer-parent.ts';

const simulator = await startSimulator({ port: 0 });
answerParent({ url: () => simulator.url });
