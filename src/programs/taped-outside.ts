// Everything that a chat takes from outside, with a tape between. The one list of what a recording holds.
import { Subject } from 'rxjs';
import * as z from 'zod';
import { settingRows } from '../settings/setting-rows.js';
import type { SettingsChange } from '../settings/settings-changes.js';
import { recordedSettings } from '../recording/recording-format.js';
import type { Kind, Tape } from '../recording/tape.js';
import { tapedSignals } from '../recording/taped-signals.js';
import { tapedTerminal } from '../recording/taped-terminal.js';
import { tapedTransport } from '../recording/taped-transport.js';
import type { DoctorView } from '../view/doctor-view.js';
import { openTerminal } from '../view/terminal.js';
import { openConsole } from './line-console.js';
import type { Outside } from './person.js';
import { tapedConsole } from './taped-console.js';

const settingKey = z.enum(settingRows.map(({ key }) => key));

interface Reloading {
  readonly sentence: string;
  readonly change?: SettingsChange;
}

/** What came of reading the settings again. */
const reloading: Kind<Reloading> = {
  name: 'reload',
  value: z.object({
    sentence: z.string(),
    change: z.exactOptional(
      z.object({ values: recordedSettings, applied: z.array(settingKey), waiting: z.array(settingKey) }),
    ),
  }),
};

interface Look {
  readonly kernelDrops?: number;
  readonly bridges: readonly (readonly [string, string])[];
}

/** A look at the network. */
const looking: Kind<Look> = {
  name: 'network',
  value: z.object({
    kernelDrops: z.exactOptional(z.int().nonnegative()),
    bridges: z.array(z.tuple([z.string(), z.string()])),
  }),
};

const finding = z.object({ sign: z.string(), text: z.string(), advice: z.exactOptional(z.string()) });

/** What the doctor shows of an examination. */
const doctor: Kind<DoctorView> = {
  name: 'doctor',
  value: z.object({
    progress: z.exactOptional(z.object({ seconds: z.number(), of: z.number() })),
    parts: z.array(z.object({ heading: z.string(), findings: z.array(finding) })),
  }),
};

/** Whether there is an inspector, which a line may ask for. */
const inspector: Kind<boolean> = { name: 'inspector', value: z.boolean() };

/** Stands for the address of an inspector that there was. */
const someAddress = 'http://127.0.0.1/';

/** The outside as a chat has it that is recorded or replayed. */
export function tapedOutside(tape: Tape, outside: Outside): Outside {
  const open = {
    terminal: outside.openTerminal ?? openTerminal,
    console: outside.openConsole ?? openConsole,
  };
  const { now, monotonicNow, scheduler, clock } = tape;
  const { inspectorUrl, ...rest } = outside;
  const hasInspector = tape.answer(inspector, () => inspectorUrl !== undefined, false);
  return {
    ...rest,
    ...(hasInspector ? { inspectorUrl: inspectorUrl ?? someAddress } : {}),
    ...tapedReload(tape, outside),
    now,
    monotonicNow,
    scheduler,
    clock,
    // The end of an event's effects would be one more cause to write down: with a tape, each effect is painted at once.
    afterwards: (act) => act(),
    transport: tapedTransport(tape, outside.transport),
    signals: tapedSignals(tape, outside.signals ?? outside.process),
    // The terminal's own waits are over before the tape hears of anything.
    openTerminal: (options) =>
      tapedTerminal(tape, open.terminal({ ...options, scheduler: outside.scheduler })),
    openConsole: tapedConsole(tape, open.console),
    examine: (readChat) => tape.stream(doctor, () => outside.examine(readChat)),
    lookAtNetwork: () => {
      const look = tape.answer(looking, () => lookOf(outside), { bridges: [] });
      return { kernelDrops: look.kernelDrops, bridges: look.bridges };
    },
  };
}

function tapedReload(
  tape: Tape,
  { reload, reloaded$ }: Pick<Outside, 'reload' | 'reloaded$'>,
): Pick<Outside, 'reload' | 'reloaded$'> {
  const taped$ = new Subject<SettingsChange>();
  const read = (): Reloading => {
    let change: SettingsChange | undefined;
    const subscription = reloaded$.subscribe((told) => {
      change = told;
    });
    const sentence = reload();
    subscription.unsubscribe();
    return { sentence, ...(change === undefined ? {} : { change }) };
  };
  return {
    reloaded$: taped$,
    reload: () => {
      const { sentence, change } = tape.answer(reloading, read, { sentence: 'nothing is changed' });
      if (change !== undefined) taped$.next(change);
      return sentence;
    },
  };
}

function lookOf({ lookAtNetwork }: Outside): Look {
  const { kernelDrops, bridges } = lookAtNetwork();
  return { bridges, ...(kernelDrops === undefined ? {} : { kernelDrops }) };
}
