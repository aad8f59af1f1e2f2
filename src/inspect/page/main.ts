// The script of the inspector's page, and of the worker that it starts beside itself.
import { isLayoutWorker, serveLayouts } from './layout-worker.js';
import { startPage } from './start-page.js';

if (isLayoutWorker()) serveLayouts();
else startPage();
