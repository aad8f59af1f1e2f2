// The page that shows Stately's inspector, fed with our events in the official format. It runs in a browser. What it embeds
// comes from the internet, and it says so when that does not come.
import { createBrowserInspector } from '@statelyai/inspect';
import { inspectionHello } from '../inspection-event.js';
import { officialEvent } from './official-event.js';

/** How long the embedded page may take to say that it is there. */
const patienceMs = 10_000;

/** What the embedded page says when it is ready. */
const connected = '@statelyai.connected';

const frame = document.querySelector('iframe');
const notice = document.querySelector('#notice');
if (frame === null || notice === null) throw new Error('the page is not complete');

function say(text: string): void {
  if (notice === null) return;
  notice.textContent = text;
  notice.toggleAttribute('hidden', text === '');
}

/** Embeds the inspector, and feeds it from the beginning whenever it says that it is there. */
function embed(frameElement: HTMLIFrameElement, url: string): void {
  const { adapter } = createBrowserInspector({
    url,
    iframe: frameElement,
    // Ours are plain and of bounded size; the adapter's own cut would leave ten keys of each object.
    serialize: (event) => event,
    // Nothing is kept for an inspector that comes late: our stream begins with all that is known.
    maxDeferredEvents: 0,
  });
  let stream: EventSource | undefined;
  let isLoaded = false;
  let isConnected = false;

  const feed = (): void => {
    if (!isLoaded || !isConnected) return;
    say('');
    stream?.close();
    stream = new EventSource('events');
    stream.addEventListener('message', ({ data }) => {
      const event = officialEvent(String(data));
      if (event !== undefined) adapter.send(event);
    });
    stream.addEventListener('error', () => say('The program does not answer: it has ended, or it is busy.'));
    stream.addEventListener('open', () => say(''));
  };

  frameElement.addEventListener('load', () => {
    isLoaded = true;
    feed();
  });
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    const isReady = typeof data === 'object' && data !== null && 'type' in data && data.type === connected;
    if (source !== frameElement.contentWindow || !isReady) return;
    isConnected = true;
    feed();
  });
  say(`Stately's inspector is being loaded from ${new URL(url).origin} …`);
  setTimeout(() => {
    if (isConnected) return;
    say(
      `Stately's inspector has not come from ${new URL(url).origin}: it needs the internet. ` +
        'Start the program with --inspect alone for an inspector that needs nothing.',
    );
  }, patienceMs);
}

// The first message says what is to be embedded.
const first = new EventSource('events');
first.addEventListener('message', ({ data }) => {
  const hello = inspectionHello.safeParse(JSON.parse(String(data)));
  if (hello.data?.embed === undefined) return;
  first.close();
  embed(frame, hello.data.embed);
});
