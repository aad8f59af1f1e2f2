// From facts to findings and verdict: runs every check, in the order of the report. Pure.
import { checkComputer } from './check-computer.js';
import { checkInterfaces } from './check-interfaces.js';
import { checkPeers } from './check-peers.js';
import { checkPorts } from './check-ports.js';
import type { DoctorFacts } from './facts.js';
import type { Finding } from './finding.js';
import { type Verdict, verdictOn } from './verdict.js';

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

const checks = [checkComputer, checkPorts, checkInterfaces, checkPeers] as const;

export function diagnose(facts: DoctorFacts): Diagnosis {
  return { findings: checks.flatMap((check) => check(facts)), verdict: verdictOn(facts) };
}
