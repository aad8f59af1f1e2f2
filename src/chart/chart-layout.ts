// A chart with a place for everything in it: what the layout finds out and the drawing draws. Lengths are pixels at full
// size, from the picture's top left corner.
import type { ChartState, ChartTransition } from './chart.js';
import type { LabelLine } from './label-lines.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface ChartLayout {
  /** The machine's id. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Outer states before those inside them. */
  readonly states: readonly StateBox[];
  readonly edges: readonly EdgeRoute[];
  readonly initials: readonly InitialMark[];
}

/** A state's box, and what stands in it beside other states. */
export interface StateBox extends Box {
  readonly state: ChartState;
  /** The id of the state around it. */
  readonly parent: string | undefined;
  /** Whether it is one of several that are entered together. */
  readonly isRegion: boolean;
  readonly title: string;
  readonly rows: readonly StateRow[];
  readonly dividers: readonly Box[];
}

/** One entry of a box: an action on the way in or out, actors, or a transition that leaves the state as it is. */
export interface StateRow extends Box {
  readonly kind: 'entry' | 'exit' | 'invoke' | 'transition';
  readonly transition: ChartTransition | undefined;
  readonly lines: readonly LabelLine[];
}

/** All transitions from one state to the same targets: one arrow, or one for each target. */
export interface EdgeRoute {
  readonly source: string;
  readonly targets: readonly string[];
  /** The corners of each arrow, from its beginning to its head. */
  readonly paths: readonly (readonly Point[])[];
  /** Where an arrow leads to the source itself: the way from there to the label, at which the arrows begin; else empty. */
  readonly tail: readonly Point[];
  /** Where the arrow begins when it stands for all states inside the source: a mark within the source's box. */
  readonly origin: Box | undefined;
  readonly label: Box;
  readonly transitions: readonly EdgeLabel[];
}

/** A transition's part of an edge's label. */
export interface EdgeLabel extends Box {
  readonly transition: ChartTransition;
  readonly lines: readonly LabelLine[];
}

/** The dot that shows where a state begins inside. */
export interface InitialMark extends Box {
  /** The id of the state around it. */
  readonly state: string;
  readonly target: string;
  readonly path: readonly Point[];
}
