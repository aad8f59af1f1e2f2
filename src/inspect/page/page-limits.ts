// Every bound on what the page keeps and shows of a stream that may never end, each with its reason. Numbers only.

/** Events kept for stepping back; the oldest chapters go first. A busy chat makes a thousand in a second or two. */
export const maxEntries = 20_000;

/** Values (numbers, objects, short texts) that the kept events hold beyond what they share: some 100 MB at the most. */
export const maxKeptValues = 2_000_000;

/** Events between two whole pictures: stepping back works out at most so many. */
export const entriesPerChapter = 256;

/** A chapter that weighs this much is full, however few events it has: what is kept goes by whole chapters. */
export const valuesPerChapter = 100_000;

/** Events that are taken in at a time: each time costs a copy of the list of actors, and a chapter may be full after it. */
export const entriesAtATime = 32;

/** Actors of one picture; the oldest go first. More than a chat has at its own bounds. */
export const maxActors = 8192;

/** Actors that have ended and are still shown; the longest ended go first. */
export const maxEndedActors = 64;

/** How long an actor that has ended is still shown. Higher: more grey rows; lower: gone before it was seen. */
export const endedShownMs = 30_000;

/** Different definitions kept once each, however many actors share one; one more is kept with each of its actors. */
export const maxSharedDefinitions = 64;

/** States of one actor whose entering is remembered; the longest unchanged go first. */
export const maxEnteredStates = 256;

/** Parts nested deeper than this are neither compared nor drawn: nobody reads them, and a stream could go on for ever. */
export const maxDepth = 48;

/** Members of one list or object that are shown at first, and so many more each time they are asked for. */
export const membersAtATime = 100;

/** Rows of one value tree; what is beyond is left out with a word. */
export const maxValueRows = 5000;

/** Characters of a text that are shown in a row. */
export const maxRowText = 300;

/** Exchanges in the sequence diagram: what fits on a few screens. */
export const maxExchanges = 60;

/** Lifelines beside each other; those that were heard of last stay. */
export const maxLifelines = 14;

/** Messages that wait for the next frame; a page in the background draws none, and takes them in when there are so many. */
export const maxWaitingMessages = 1000;

/** Laid out charts that are kept; the longest unused go first. */
export const maxCharts = 16;

/** Longest payload that may be sent, in UTF-16 units: an event, not a file. */
export const maxPayloadUnits = 65_536;

/** Rows of a terminal that are shown: more than the tallest screen has. */
export const maxTerminalRows = 200;

/** How long after it was taken a transition flashes. Higher: easier seen; lower: easier told from the next. */
export const flashMs = 1200;

/** Transitions of one actor that may flash at a time; those taken longest ago go first. More nobody can tell apart. */
export const maxFlashes = 64;
