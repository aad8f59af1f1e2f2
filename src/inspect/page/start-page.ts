// The page of the inspector, from the stream to the screen: messages are collected, taken in once a frame, and what changed
// is drawn.
import { chartStyle } from '../../chart/chart-theme.js';
import { chartView } from './chart-view.js';
import { charts } from './charts.js';
import { contextView } from './context-view.js';
import { programTime } from './countdowns.js';
import { part, setAttribute, setHidden } from './elements.js';
import { frameLoop } from './frame-loop.js';
import { layoutsBeside } from './layout-worker.js';
import { logView } from './log-view.js';
import { connect } from './page-connection.js';
import { maxWaitingMessages } from './page-limits.js';
import type { PageMessage } from './page-model.js';
import { initialState, type PageAction, shownAfter } from './page-state.js';
import { sendView } from './send-view.js';
import { sequenceView } from './sequence-view.js';
import { statusView } from './status-view.js';
import { tabs } from './tabs-view.js';
import { terminalView } from './terminal-view.js';
import { themeToggle } from './theme-toggle.js';
import { timeView } from './time-view.js';
import { treeView } from './tree-view.js';
import type { Page, Scene, View } from './view.js';

/** Starts it. */
export function startPage(): void {
  let state = initialState;
  let waiting: PageMessage[] = [];
  /** When something came last, by our clock. */
  let arrivedAt = 0;

  function takeIn(): void {
    if (waiting.length === 0) return;
    state = shownAfter(state, { type: 'received', messages: waiting });
    waiting = [];
  }

  function sceneNow(): Scene {
    const { picture, model, moment } = state;
    const isPresent = moment === undefined && model.hello?.live === true;
    return { state, now: isPresent ? programTime(picture.at, arrivedAt, Date.now()) : picture.at };
  }

  const loop = frameLoop(() => {
    takeIn();
    const scene = sceneNow();
    return views.map((view) => view.draw(scene)).some(Boolean);
  });

  const page: Page = {
    dispatch: (action: PageAction) => {
      takeIn();
      state = shownAfter(state, action);
      loop.request();
    },
    redraw: loop.request,
  };

  const connection = connect((message) => {
    waiting.push(message);
    arrivedAt = Date.now();
    // In the background no frame is drawn, and what waits must not grow for ever.
    if (waiting.length >= maxWaitingMessages) takeIn();
    loop.request();
  });

  const known = charts(layoutsBeside('page.js'), loop.request);
  const views: readonly View[] = [
    treeView(page),
    chartView(page, known),
    logView(page),
    sequenceView(page),
    contextView(page),
    sendView({ ...page, chartOf: (definition) => known.read(definition).chart, send: connection.send }),
    terminalView(),
    timeView(page),
    statusView(),
  ];

  // What the pictures of charts bring as their own style sheets, which a page's policy may forbid within them.
  const chartSheet = new CSSStyleSheet();
  chartSheet.replaceSync([chartStyle('light'), chartStyle('dark')].join('\n'));
  document.adoptedStyleSheets = [chartSheet];
  themeToggle(loop.request);
  tabs('facts-tabs', loop.request);
  toggle(part('terminal-toggle', HTMLButtonElement), (isOn) =>
    setHidden(part('terminal', HTMLElement), !isOn),
  );
  toggle(part('chart-wide', HTMLButtonElement), (isOn) =>
    part('main', HTMLElement).classList.toggle('wide', isOn),
  );
  loop.request();
}

/** A button that stays pressed until it is pressed again. */
function toggle(button: HTMLButtonElement, changed: (isOn: boolean) => void): void {
  button.addEventListener('click', () => {
    const isOn = button.getAttribute('aria-pressed') !== 'true';
    setAttribute(button, 'aria-pressed', String(isOn));
    changed(isOn);
  });
}
