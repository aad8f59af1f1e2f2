// The diagnosis as one JSON object for scripts. Its keys are stable; `docs/doctor.md` lists them. Pure.
import type { Diagnosis } from './diagnose.js';
import type { DoctorFacts, PortFacts } from './facts.js';
import { reachOf } from './reach.js';
import { routeTo } from './route.js';

/** What `--json` prints, as one line without a line break. */
export function reportJson(facts: DoctorFacts, { findings, verdict }: Diagnosis): string {
  const { system, interfaces } = facts;
  const route = routeTo(facts.group, system.routes ?? []);
  return JSON.stringify({
    version: 1,
    works: verdict.works,
    verdict: verdict.code,
    next: verdict.sentence,
    group: facts.group,
    ttl: facts.ttl,
    seconds: facts.seconds,
    system: {
      platform: system.platform,
      wsl: system.wsl ?? null,
      container: system.container ?? null,
      vpn_interfaces: system.vpnInterfaces,
      receive_buffer_limit_bytes: system.maxReceiveBufferBytes ?? null,
      route_interface: route?.interface ?? null,
    },
    chat_port: portJson(facts.chat),
    control_port: portJson(facts.control),
    interfaces: system.interfaces.map(({ name, address, internal, use }) => {
      const tried = interfaces.find((one) => one.name === name && one.address === address);
      const isTried = tried !== undefined && facts.control.trouble === undefined;
      return {
        name,
        address: address ?? null,
        loopback: internal,
        use,
        group: tried?.group ?? null,
        joined: isTried && tried.joinRefused === undefined,
        join_error: tried?.joinRefused ?? null,
        listed_as_member: system.memberships?.get(name)?.includes(tried?.group ?? facts.group) ?? null,
        sent: tried?.sent ?? 0,
        send_errors: tried?.refused ?? {},
        echoes: tried?.echoes ?? 0,
      };
    }),
    heard: facts.heard.map(({ addresses, on, what }) => ({
      address: addresses[0] ?? null,
      addresses,
      interface: on ?? null,
      what,
    })),
    peers: facts.peers.map((peer) => ({
      address: peer.address,
      reach: reachOf(peer),
      heard: peer.heard,
      expected: peer.expected,
      answered: peer.answered,
      asked: peer.asked,
      round_trip_ms: peer.roundTripMs ?? null,
    })),
    findings: findings.map(({ section, check, mark, text, advice }) => ({
      section,
      check,
      mark,
      text,
      advice: advice ?? null,
    })),
  });
}

function portJson({ port, trouble, receiveBufferBytes }: PortFacts) {
  return {
    port,
    open: trouble === undefined,
    error: trouble?.sentence ?? null,
    receive_buffer_bytes: receiveBufferBytes ?? null,
  };
}
