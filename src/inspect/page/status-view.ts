// The status line: whom the page is connected with, and what it does not show.
import { part, setAttribute, setHidden, setText } from './elements.js';
import type { PageModel } from './page-model.js';
import type { View } from './view.js';

const links: Readonly<Record<PageModel['link'], string>> = {
  connecting: 'connecting…',
  connected: 'connected',
  reconnecting: 'the program does not answer, trying again…',
};

export function statusView(): View {
  const link = part('status-link', HTMLElement);
  const dropped = part('status-dropped', HTMLElement);
  const unreadable = part('status-unreadable', HTMLElement);
  const content = part('status-content', HTMLElement);
  const redacted = part('status-redacted', HTMLElement);
  const version = part('version', HTMLElement);
  return {
    draw: ({ state: { model } }) => {
      const { hello, timeline } = model;
      const isRecording = hello?.live === false && model.link === 'connected';
      setText(link, isRecording ? 'a recording' : links[model.link]);
      setAttribute(link, 'data-link', isRecording ? 'recording' : model.link);
      setText(version, hello?.version ?? '');
      setText(dropped, `${timeline.latest.dropped} events left out, since they came too fast`);
      setHidden(dropped, timeline.latest.dropped === 0);
      setText(unreadable, `${model.unreadable} messages could not be read`);
      setHidden(unreadable, model.unreadable === 0);
      const isHidden = hello !== undefined && !hello.content;
      setHidden(content, !isHidden || !hello.live);
      setHidden(redacted, !isHidden || hello.live);
      return false;
    },
  };
}
