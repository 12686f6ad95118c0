/** One run of the connector with the settings of the environment, and what it took. Run as a process. */
import { createConnector } from '../functions/src/adapters/connector.ts';
import { keepHeapSmall } from '../functions/src/adapters/heap.ts';
import { reportFigures, startFigures } from './connector-figures.ts';

keepHeapSmall();
const connector = createConnector(process.env);
const figures = startFigures();
void connector
  .run(() => undefined, false)
  .then((summary) => {
    const reports = Object.values(summary.streams);
    if (reports.some(({ state }) => state !== 'ok')) throw new Error(JSON.stringify(summary));
    reportFigures(
      figures,
      reports.reduce((sum, { ingested }) => sum + ingested, 0),
    );
  });
