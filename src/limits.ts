// Every bound on what a peer can make us read, keep or send, each with its reason. Numbers only.

/** Longest datagram that we send on the chat port: the 2012 original reads 1,024 bytes and dies of one more. */
export const maxChatDatagramBytes = 1024;

/** Longest datagram that we read: others may send more than the original can take; beyond this it is abuse. */
export const maxAcceptedDatagramBytes = 8192;

/** A message longer than this many datagrams is refused at the input line: it is a file, not a line of chat. */
export const maxParts = 16;

/** Longest handle in UTF-8 bytes: it travels in each datagram and stands before each line. */
export const maxHandleBytes = 32;

/** Longest `client_id` that we read; the original's have 10 hex digits, other programs may have their own. */
export const maxClientIdLength = 64;

/** A clock's counter goes no higher: far more than one millisecond sees, far less than where numbers lose their last digit. */
export const maxClockCounter = 65_535;

/** More combining marks than this on one base are dropped: stacks of them paint over other people's lines. */
export const maxCombiningMarks = 4;

/** Entries kept in the transcript; the oldest go first. */
export const maxTranscriptEntries = 5000;

/** All text kept in the transcript, in UTF-16 units; the oldest entries go first. */
export const maxTranscriptUnits = 4 * 1024 * 1024;

/** Streams (one a process that speaks) whose sequence numbers are remembered; the longest silent go first. */
export const maxStreams = 256;

/** Sequence numbers remembered a stream, to tell a duplicate from a new datagram; the oldest go first. */
export const maxSequencesPerStream = 256;

/** Peers remembered as heard; the longest silent go first. */
export const maxPeers = 4096;

/** Own client ids of before that are remembered; somebody who wears them all out sees our echo as another's. */
export const maxFormerClientIds = 64;

/** Messages that wait to be sent; one more is refused aloud, with its text kept in the input line. */
export const maxOutboxMessages = 1000;

/** Long messages that are kept while parts of them are missing; the one begun longest ago goes first. */
export const maxPartialMessages = 64;
