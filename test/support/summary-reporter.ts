// The last words of a test run: what was skipped and why, then one line of totals that a script can read.
// Knows no test; vitest's default reporter stands before it and tells everything else.
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Totals of a run. What fails outside of any test (a file that cannot be loaded, a hook) counts as one failure each. */
interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Lists each skipped suite or test by its title, which holds the reason, and ends with `N passed, N failed, N skipped`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const skipped = modules.flatMap((module) => skippedIn(module));
    const { passed, failed, skipped: skippedTests } = totalsOf(modules);
    const lines = [
      ...(skipped.length === 0 ? [] : ['Skipped:', ...skipped.map((title) => `  ${title}`), '']),
      `${passed} passed, ${failed + unhandledErrors.length} failed, ${skippedTests} skipped`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

function totalsOf(modules: readonly TestModule[]): Totals {
  const tests = modules.flatMap(({ children }) => [...children.allTests()]);
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
  const outside = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const errors = outside.reduce((sum, suite) => sum + suite.errors().length, 0);
  return { passed: count('passed'), failed: count('failed') + errors, skipped: count('skipped') };
}

/** The outermost skipped suites and tests: a skipped suite speaks for all that is in it. */
function skippedIn(parent: TestModule | TestSuite): string[] {
  return parent.children.array().flatMap((child: TestCase | TestSuite) => {
    if (isSkipped(child)) return [`${child.module.relativeModuleId} > ${child.fullName}`];
    return child.type === 'suite' ? skippedIn(child) : [];
  });
}

function isSkipped(child: TestCase | TestSuite): boolean {
  return child.type === 'suite' ? child.options.mode === 'skip' : child.result().state === 'skipped';
}
