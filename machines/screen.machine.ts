// The screen: what the person is doing with it. Turns keys into changes of the line being typed and into wishes, which
// it emits; others grant them and answer. Knows no terminal, no session and no transcript.
import { initialContext } from './screen.context.js';
import { screenSetup } from './screen.setup.js';

export const screenMachine = screenSetup.createMachine({
  id: 'screen',
  description: 'What the person is doing with the screen.',
  context: ({ input }) => initialContext(input),
  initial: 'typing',
  on: {
    key: [
      { guard: 'leaves', actions: 'emitQuit', description: 'Ctrl-C, or Ctrl-D on an empty line: leave.' },
      {
        guard: 'suspends',
        actions: 'emitSuspend',
        description: 'Ctrl-Z: give the terminal back for a while.',
      },
      { guard: 'redraws', actions: 'emitRedraw', description: 'Ctrl-L: paint everything again.' },
      {
        guard: 'chooses',
        actions: 'chooseNext',
        description: 'Tab again: another candidate takes the place of the one in the line.',
      },
      {
        guard: 'completes',
        actions: 'emitComplete',
        description: 'Tab: asks what could be meant; `offered` is the answer.',
      },
      {
        guard: 'beginsRecall',
        target: '.recalling',
        actions: ['beginRecall', 'clearHint'],
        description: 'Ctrl-R: looks for one of the lines that were sent.',
      },
      {
        guard: 'selects',
        actions: 'emitSelect',
        description: 'F4, and then j and k: asks where the step leads; `selected` is the answer.',
      },
      {
        guard: 'opens',
        target: '.overlay',
        actions: ['openPage', 'clearHint'],
        description: 'F1, or ? in an empty line: the help. Enter on a selected message: its details.',
      },
      {
        guard: 'startsSearch',
        target: '.searching.asking',
        actions: ['startSearch', 'clearHint'],
        description: 'F3, or Ctrl-F in an empty line: searches what was said.',
      },
      {
        guard: 'togglesPeople',
        actions: 'togglePeople',
        description: 'F2: shows the people beside the messages, or no longer.',
      },
      {
        guard: 'listsPeople',
        target: '.overlay',
        actions: ['openPeople', 'clearHint'],
        description: 'F2 in a narrow window: the people take the place of the messages.',
      },
      {
        guard: 'foldsFloods',
        actions: 'foldFloods',
        description: 'F6 again: one row in the place of the lines of a flood.',
      },
      {
        guard: 'unfoldsFloods',
        actions: 'emitUnfold',
        description:
          'F6: asks for all lines of a flood; `unfolded` is the answer, or `told` where there is none.',
      },
    ],
    search: [
      {
        guard: 'namesNothing',
        target: '.searching.asking',
        actions: ['startSearch', 'clearHint'],
        description: '`/search` alone: asks what to find.',
      },
      {
        target: '.searching.browsing',
        actions: ['startSearch', 'clearHint', 'emitFindNearest'],
        description: 'Asks where the hits are; `found` is the answer.',
      },
    ],
    people: [
      {
        guard: 'togglesPeople',
        actions: 'togglePeople',
        description: 'Shows the people beside the messages, or no longer.',
      },
      {
        target: '.overlay',
        actions: ['openPeople', 'clearHint'],
        description: 'In a narrow window the people take the place of the messages.',
      },
    ],
    'people.set': { actions: 'setPeople', description: 'The people are shown as the settings have it.' },
    offered: {
      actions: ['putCandidate', 'clearHint'],
      description: 'The first candidate goes into the line.',
    },
    selected: {
      guard: 'isSelection',
      target: '.selecting',
      actions: ['selectMessage', 'clearHint'],
      description:
        'A message is selected, and stays in sight when new ones come. If there is none, nothing happens.',
    },
    unfolded: {
      actions: ['showFloods', 'clearHint'],
      description: 'Each line of a flood is shown, until F6 again or until one goes back to the newest.',
    },
    told: { actions: 'showReason', description: 'The hint says it.' },
    notice: {
      actions: 'showNotice',
      description:
        'The hint says it, also while one types: until Esc, or until a line is sent or a page opened.',
    },
    focus: {
      actions: ['noteFocus', 'markAway'],
      description: 'The window has got the focus, or lost it: then what comes from now on is unread.',
    },
    bound: { actions: 'bindKeys', description: 'Keys do something else from now on.' },
    resize: { actions: 'noteSize', description: 'The window has another size.' },
    accepted: {
      actions: ['keepInHistory', 'clearHint', 'markSpoken'],
      description: 'The line goes into the history; a new one begins. Whoever speaks has read.',
    },
    refused: { actions: 'showReason', description: 'The line stays as it is; the hint says why.' },
    show: {
      target: '.overlay',
      actions: ['openOverlay', 'clearHint'],
      description: 'The help or a report takes the place of the messages, from its first row.',
    },
  },
  states: {
    typing: {
      description: 'The newest messages are in sight, and keys go into the line.',
      entry: ['showNewest', 'deselect', 'foldFloods'],
      on: {
        key: [
          {
            guard: 'submits',
            actions: 'emitSubmitted',
            description: 'Enter: the line is handed over; it stays until the answer.',
          },
          {
            guard: 'foldsAtNewest',
            actions: 'foldFloods',
            description: 'Esc: each flood takes one row again.',
          },
          { guard: 'dismisses', actions: 'clearHint', description: 'Esc: what the hint said has been read.' },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
          {
            guard: 'edits',
            actions: ['editLine', 'clearAnswer'],
            description: 'Moves the cursor or changes the line.',
          },
          {
            guard: 'typesTooMuch',
            actions: 'showTooLong',
            description: 'Refused aloud; the line stays as it is.',
          },
          {
            guard: 'types',
            actions: ['typeText', 'clearAnswer'],
            description: 'Goes into the line at the cursor.',
          },
        ],
        paste: [
          {
            guard: 'typesTooMuch',
            actions: 'showTooLong',
            description: 'Refused aloud; the line stays as it is.',
          },
          {
            actions: ['typeText', 'clearAnswer'],
            description: 'Goes into the line at the cursor, line breaks included.',
          },
        ],
        scrolled: {
          guard: 'leadsBack',
          target: 'scrolledBack',
          actions: ['moveTo', 'markLeft'],
          description: 'Older messages come into sight. If there are none, nothing happens.',
        },
      },
    },
    scrolledBack: {
      description: 'Older messages are in sight, and stay there when new ones come.',
      on: {
        key: [
          {
            guard: 'returnsToNewest',
            target: 'typing',
            description: 'Esc or End: back to the newest messages.',
          },
          {
            guard: 'submits',
            target: 'typing',
            actions: 'emitSubmitted',
            description: 'Enter: as in typing.',
          },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearAnswer'],
            description: 'Changes the line.',
          },
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          {
            guard: 'types',
            target: 'typing',
            actions: ['typeText', 'clearAnswer'],
            description: 'Goes into the line.',
          },
        ],
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearAnswer'], description: 'Goes into the line.' },
        ],
        scrolled: [
          { guard: 'leadsBack', actions: 'moveTo', description: 'Other messages come into sight.' },
          { target: 'typing', description: 'The newest messages are in sight again.' },
        ],
      },
    },
    searching: {
      description: 'What was said is searched: hits are marked, and one of them is in sight.',
      initial: 'asking',
      entry: 'deselect',
      exit: 'endSearch',
      on: {
        key: [
          {
            guard: 'closesAbove',
            target: 'scrolledBack',
            description: 'Esc: back to the older messages that were in sight.',
          },
          { guard: 'closes', target: 'typing', description: 'Esc: back to the newest messages.' },
          {
            guard: 'finds',
            actions: 'emitFind',
            description: 'Asks where the next hit is; `found` is the answer.',
          },
          {
            guard: 'scrolls',
            actions: 'emitScroll',
            description: 'Asks where the step leads; `scrolled` is the answer.',
          },
        ],
        found: { actions: 'showHit', description: 'The hit comes into sight, if there is one.' },
        scrolled: { actions: 'moveSearchTo', description: 'Other messages come into sight.' },
      },
      states: {
        asking: {
          description: 'Keys change what is searched for, and hits are shown at once.',
          entry: 'ask',
          on: {
            key: [
              { guard: 'browses', target: 'browsing', description: 'Enter: on from hit to hit.' },
              {
                guard: 'editsQuery',
                actions: ['editQuery', 'clearHint', 'emitFindNearest'],
                description: 'Searches for something else.',
              },
              {
                guard: 'types',
                actions: ['typeQuery', 'clearHint', 'emitFindNearest'],
                description: 'Searches for more.',
              },
            ],
            paste: {
              actions: ['typeQuery', 'clearHint', 'emitFindNearest'],
              description: 'Searches for what was pasted.',
            },
          },
        },
        browsing: {
          description: 'Keys go from hit to hit.',
          entry: 'browse',
          on: {
            key: [
              {
                guard: 'startsSearch',
                target: 'asking',
                description: '/ or F3: searches for something else.',
              },
              {
                guard: 'staysAbove',
                target: '#screen.scrolledBack',
                actions: 'showFloods',
                description: 'Enter: the hit stays in sight, also where it is part of a flood.',
              },
              {
                guard: 'stays',
                target: '#screen.typing',
                description: 'Enter, where nothing holds the messages: back to the line.',
              },
              {
                guard: 'edits',
                target: '#screen.typing',
                actions: ['editLine', 'clearAnswer'],
                description: 'Changes the line.',
              },
              {
                guard: 'typesTooMuch',
                target: '#screen.typing',
                actions: 'showTooLong',
                description: 'Refused aloud.',
              },
              {
                guard: 'types',
                target: '#screen.typing',
                actions: ['typeText', 'clearAnswer'],
                description: 'Goes into the line: whoever writes on wants the newest back.',
              },
            ],
            paste: [
              {
                guard: 'typesTooMuch',
                target: '#screen.typing',
                actions: 'showTooLong',
                description: 'Refused aloud.',
              },
              {
                target: '#screen.typing',
                actions: ['typeText', 'clearAnswer'],
                description: 'Goes into the line.',
              },
            ],
          },
        },
      },
    },
    recalling: {
      description: 'Keys look for one of the lines that were sent; the one that fits stands in the line.',
      exit: 'endRecall',
      on: {
        key: [
          {
            guard: 'endsRecall',
            target: 'typing',
            description: 'Enter takes what was found, Escape the line that was being typed.',
          },
          { guard: 'goesOnRecalling', actions: 'recallOn', description: 'Another line that fits.' },
          { guard: 'erasesQuery', actions: 'shortenQuery', description: 'Looks for one character less.' },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearAnswer'],
            description: 'Takes what was found, and changes it.',
          },
          { guard: 'types', actions: 'extendQuery', description: 'Looks for one character more.' },
        ],
        paste: { actions: 'extendQuery', description: 'Looks for what was pasted.' },
        accepted: {
          target: 'typing',
          actions: ['keepInHistory', 'clearHint'],
          description: 'The line was taken after all; a new one begins.',
        },
      },
    },
    selecting: {
      description: 'A message is selected: it can be copied, and looked at more closely.',
      on: {
        key: [
          {
            guard: 'closes',
            target: 'typing',
            actions: 'clearHint',
            description: 'Escape or q: back to the line, and to the newest messages.',
          },
          { guard: 'copies', actions: 'emitCopy', description: 'y: the text goes into the clipboard.' },
          {
            guard: 'foldsFloods',
            actions: ['foldFloods', 'emitSelectPresent'],
            description: 'F6 again: folds floods, and asks where the message is in sight now.',
          },
        ],
        unfolded: {
          actions: ['showFloods', 'clearHint', 'emitSelectPresent'],
          description: 'Shows each line of a flood, and asks where the message is in sight now.',
        },
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearAnswer'], description: 'Goes into the line.' },
        ],
      },
    },
    overlay: {
      description: 'The help or a report stands where the messages were, and is kept up to date.',
      exit: 'closeOverlay',
      on: {
        key: [
          {
            guard: 'closesOverSelection',
            target: 'selecting',
            description: 'Esc, q or Enter: back to the message that is selected.',
          },
          { guard: 'closes', target: 'typing', description: 'Esc, q or Enter: back to the messages.' },
          {
            guard: 'turns',
            actions: 'emitTurn',
            description: 'Asks where the step leads; `turned` is the answer.',
          },
          {
            guard: 'edits',
            target: 'typing',
            actions: ['editLine', 'clearAnswer'],
            description: 'Changes the line, which is in sight; back to the messages.',
          },
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          {
            guard: 'types',
            target: 'typing',
            actions: ['typeText', 'clearAnswer'],
            description: 'Goes into the line: whoever writes on wants the messages back.',
          },
        ],
        paste: [
          { guard: 'typesTooMuch', target: 'typing', actions: 'showTooLong', description: 'Refused aloud.' },
          { target: 'typing', actions: ['typeText', 'clearAnswer'], description: 'Goes into the line.' },
        ],
        turned: { actions: 'turnTo', description: 'Other rows come into sight.' },
      },
    },
  },
});
