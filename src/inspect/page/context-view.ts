// The chosen actor's memory, with what its last step changed in it.
import { element, part, setHidden, setText } from './elements.js';
import { chosenActor } from './page-state.js';
import type { ActorPicture } from './actor-picture.js';
import { isRecord } from './shared-structure.js';
import { valueView } from './value-view.js';
import type { Page, View } from './view.js';

export function contextView({ redraw }: Page): View {
  const panel = part('context-panel', HTMLElement);
  const note = element('p', { class: 'note' });
  const host = element('div', { 'aria-label': 'context', class: 'grow' });
  panel.append(note, host);
  const values = valueView(host, redraw);
  return {
    draw: ({ state }) => {
      if (panel.hidden) return false;
      const actor = chosenActor(state);
      const memory = memoryOf(actor);
      setText(note, noteOf(actor, memory));
      setHidden(host, memory === undefined);
      // Before there were two snapshots, everything would be new.
      const before = actor?.before === undefined ? memory : memoryOf({ ...actor, snapshot: actor.before });
      values.draw(memory, before);
      return false;
    },
  };
}

function noteOf(actor: ActorPicture | undefined, memory: unknown): string {
  if (actor === undefined) return 'There is no such actor at this moment.';
  if (memory === undefined) return `${actor.name} has no context.`;
  return `${actor.name}: marked is what its last step changed.`;
}

/** A machine's context; of another actor all that its snapshot tells. */
function memoryOf(actor: ActorPicture | undefined): unknown {
  if (actor === undefined) return undefined;
  const { snapshot, definition } = actor;
  if (definition !== undefined) return snapshot.context;
  return isRecord(snapshot) && Object.keys(snapshot).length > 0 ? snapshot : undefined;
}
