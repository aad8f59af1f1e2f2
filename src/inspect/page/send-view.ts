// Sending an event to the chosen actor.
import type { Chart } from '../../chart/chart.js';
import { element, part, setAttribute, setHidden, setText } from './elements.js';
import { chosenActor, type PageState } from './page-state.js';
import { type Payload, readPayload } from './payload.js';
import { type Offer, offersFor, problemWith, templateFor } from './sendable.js';
import type { Page, View } from './view.js';

export interface SendOptions extends Page {
  /** The chart of a definition, if it is one. */
  readonly chartOf: (definition: string) => Chart | undefined;
  /** Sends it. @returns what became of that, in words */
  readonly send: (sessionId: string, event: Readonly<Record<string, unknown>>) => Promise<string>;
}

export function sendView({ redraw, chartOf, send }: SendOptions): View {
  const panel = part('send-panel', HTMLElement);
  const form = part('send-form', HTMLFormElement);
  const note = part('send-note', HTMLElement);
  const offers = part('send-offers', HTMLElement);
  const type = part('send-type', HTMLInputElement);
  const payload = part('send-payload', HTMLTextAreaElement);
  const problem = part('send-problem', HTMLElement);
  const button = part('send-button', HTMLButtonElement);
  const outcome = part('send-outcome', HTMLElement);
  let offered: readonly Offer[] = [];
  let target: string | undefined;

  const schemaOf = (wanted: string): unknown => offered.find((each) => each.type === wanted)?.schema;
  const readEvent = (): Payload => {
    const read = readPayload(type.value, payload.value);
    const defect = read.ok ? problemWith(schemaOf(read.event.type), read.event) : undefined;
    return defect === undefined ? read : { ok: false, problem: defect };
  };
  type.addEventListener('input', redraw);
  payload.addEventListener('input', redraw);
  offers.addEventListener('click', (event) => {
    const offer = event.target instanceof Element ? event.target.closest('button') : null;
    if (offer === null) return;
    type.value = offer.textContent ?? '';
    payload.value = templateFor(schemaOf(type.value));
    payload.focus();
    redraw();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const read = readEvent();
    if (!read.ok || target === undefined) return;
    setText(outcome, 'sending…');
    void send(target, read.event).then((words) => setText(outcome, words));
  });

  const offer = (next: readonly Offer[]): void => {
    const isSame =
      next.length === offered.length && next.every((each, index) => each.type === offered[index]?.type);
    offered = next;
    if (isSame) return;
    offers.replaceChildren(
      ...next.map((each) => element('button', { type: 'button', class: 'chip' }, each.type)),
    );
  };

  return {
    draw: ({ state }) => {
      if (panel.hidden) return false;
      const actor = chosenActor(state);
      const hindrance = hindranceTo(state);
      setHidden(form, hindrance !== undefined);
      target = hindrance === undefined ? actor?.sessionId : undefined;
      setText(note, hindrance ?? '');
      if (actor === undefined || hindrance !== undefined) return false;
      const chart = actor.definition === undefined ? undefined : chartOf(actor.definition);
      offer(chart === undefined ? [] : offersFor(state.model.hello?.sendable, chart, actor.snapshot.value));
      setText(
        note,
        `To ${actor.name}, which ${offered.length === 0 ? 'takes none from here now.' : 'can take these now:'}`,
      );
      const read = readEvent();
      const isBegun = type.value !== '' || payload.value !== '';
      setText(problem, read.ok || !isBegun ? '' : read.problem);
      setAttribute(payload, 'aria-invalid', String(!read.ok && isBegun));
      button.disabled = !read.ok;
      return false;
    },
  };
}

/** Why nothing can be sent, in a sentence; `undefined` if something can. */
function hindranceTo(state: PageState): string | undefined {
  const { hello, link } = state.model;
  const actor = chosenActor(state);
  if (hello?.live === false) return 'This is a recording: nobody is there to send an event to.';
  if (hello?.sending !== true) return 'This program takes no events from the page.';
  if (link !== 'connected') return 'The program does not answer.';
  if (state.moment !== undefined) return 'This is the past. Events go to the present: press “live” first.';
  if (actor === undefined) return 'Choose an actor first.';
  if (actor.endedAt !== undefined) return `${actor.name} has ended.`;
  return undefined;
}
