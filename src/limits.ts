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
export const maxTranscriptEntries = 10_000;

/** All text kept in the transcript, in UTF-16 units; the oldest entries go first. */
export const maxTranscriptUnits = 4 * 1024 * 1024;

/** Streams (one a process that speaks) whose sequence numbers are remembered; the longest silent go first. */
export const maxStreams = 1024;

/** Streams that an actor watches over, since something of them is missing or asked for. */
export const maxWatchedStreams = 256;

/** Datagrams of one stream that wait for an earlier one; what is further ahead is not taken, and asked for when its turn comes. */
export const maxAheadPerStream = 1024;

/** Datagrams of all streams together that wait for an earlier one: at the most some 32 MiB, if all are hostile. */
export const maxHeldBack = 4096;

/** Sequence numbers before this many are no longer told apart: nobody keeps so many of a stream to repeat them. */
export const maxBehindPerStream = 1024;

/** Ranges of numbers that were had of a stream that had to make room; more than one only where something was lost for good. */
export const maxHadRanges = 8;

/** Datagrams kept of one stream, to repeat them for others; the oldest go first. */
export const maxHeldDatagramsPerStream = 512;

/** Bytes of these; the oldest datagrams go first. */
export const maxHeldBytesPerStream = 256 * 1024;

/** Datagrams kept of all streams together; those of the longest silent stream go first. */
export const maxHeldDatagrams = 5000;

/** Bytes of these; those of the longest silent stream go first. */
export const maxHeldBytes = 4 * 1024 * 1024;

/** Own messages, the latest ones, of which it is known who holds them. */
export const maxReceipts = 128;

/** Peers remembered as heard; the longest silent go first. */
export const maxPeers = 4096;

/** Peers whose actors are one actor's children: each that comes or goes costs a copy of the list of them. */
export const maxPeersPerShard = 64;

/** Own client ids of before that are remembered; somebody who wears them all out sees our echo as another's. */
export const maxFormerClientIds = 64;

/** Messages that wait to be sent; one more is refused aloud, with its text kept in the input line. */
export const maxOutboxMessages = 1000;

/** Long messages that are kept while parts of them are missing; the one begun longest ago goes first. */
export const maxPartialMessages = 64;

/**
 * Datagrams a second that are read from one source address. A process of ours paces itself to 500 chat datagrams and as
 * many of a history a second, so a computer with several of them, all busy, stays below; a flood does not.
 */
export const admittedPerSecond = 4000;

/**
 * Datagrams that may come within `gatherMs` (see `timing.ts`) and are each dealt with at once, by itself. More are a flood:
 * no two people speak as fast, and their computers' answers to each other do not wait.
 */
export const maxSingleDatagrams = 4;

/** Datagrams that are dealt with at once: a flood is to leave room for keys in between. */
export const maxBatchDatagrams = 256;

/** Datagrams that one source may send at once, after a silence: what waited in a receive buffer is read all the same. */
export const admittedBurst = 4000;

/** Source addresses whose datagrams are counted; the longest silent go first, and begin anew if they come back. */
export const maxAdmittedSources = 1024;

/** Missing sequence numbers of one stream that are asked for at a time, the earliest first: as many as a claim is believed ahead. */
export const maxAskedPerStream = 512;

/** Sequence numbers of one stream whose repair is due, or too recent to be repeated: as many as are kept of a stream. */
export const maxAnsweredPerStream = 512;

/** Peers that a late joiner remembers as ones to ask for history: more than it ever has to ask. */
export const maxHistoryCandidates = 8;

/** Late joiners that one process gives history to, one after the other; more have to ask somebody else. */
export const maxHistoriesServed = 4;

/** One late joiner is given history so often before the giver has rested: once, and once more for what was lost. */
export const maxHistoriesEach = 2;

/** Late joiners remembered as served until the giver has rested; the first served goes first. */
export const maxServedRemembered = 256;

/** Members that answer somebody who asks the whole group for history: all of them would be a flood. */
export const maxGroupHistoryGivers = 3;

/** Members that one process tells a late joiner of; the others speak for themselves before long. */
export const maxMembersTold = 256;

/** Goodbyes remembered, so that nobody's older word undoes them; the first heard goes first. */
export const maxGoodbyesRemembered = 256;

/** What history may take of one process, in bytes a second: as much as repairs, so that neither drowns the chat. */
export const historyBytesPerSecond = 32_000;

/** What it may take at once: one full history for each late joiner that is served at a time. */
export const historyBurstBytes = 262_144;

/** What nacks may take of one process, in bytes a second: a hundred and more, many times what a LAN that loses a third needs. */
export const nackBytesPerSecond = 16_000;

/** What nacks may take at once, in bytes. */
export const nackBurstBytes = 16_384;

/** What acknowledgements may take of one process, in bytes a second: a dozen of the longest. */
export const ackBytesPerSecond = 16_000;

/** What acknowledgements may take at once, in bytes. */
export const ackBurstBytes = 16_384;

/** Questions whether somebody is there that one process asks in a second: when thousands fall silent, not after each. */
export const queriesPerSecond = 20;

/** Such questions at once. */
export const queryBurst = 40;

/**
 * Peers never met before that one process takes note of in a second: each costs an actor. More than the heartbeats of any
 * group bring, by their common budget; who was left out is met by the next heartbeat.
 */
export const strangersPerSecond = 50;

/** Such peers at once. */
export const strangerBurst = 256;

/**
 * Streams that one process begins to watch in a second, for what is missing of them here or elsewhere: each costs an actor.
 * It takes a flood to need more.
 */
export const watchesPerSecond = 50;

/** Such streams at once: all that may be watched. */
export const watchBurst = 256;

/** Streams nobody has told of but somebody else, that one process begins to ask for in a second: authors that are gone are few. */
export const hearsayPerSecond = 4;

/** Such streams at once. */
export const hearsayBurst = 32;

/** Words of others that they hold something of a stream, in a second, upon which it is looked whether we have given that up. */
export const seeksPerSecond = 20;

/** Such looks at once. */
export const seekBurst = 64;

/** New names of peers that people are told in a second: who changes theirs all the time is not worth a line each time. */
export const renamesPerSecond = 0.5;

/** Such lines at once. */
export const renameBurst = 10;

/** What repairs may take at once, in bytes, beyond what they may take in a second: a few dozen, for a burst of losses. */
export const repairBurstBytes = 16_384;
