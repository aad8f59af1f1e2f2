// What to do about the usual causes, in words; checks and verdict share them. Pure text.

/** How to let both ports through the usual firewalls. */
export function openFirewall(chatPort: number): string {
  const control = chatPort + 1;
  return `let UDP ports ${chatPort} and ${control} through the firewall: "ufw allow ${chatPort}:${control}/udp", "firewall-cmd --add-port=${chatPort}-${control}/udp", or a rule of nft's own ("nft list ruleset" shows what drops)`;
}

/** What a refusal to send means, by the system's code. */
export function sendAdvice(code: string, platform: NodeJS.Platform, chatPort: number): string {
  switch (code) {
    case 'EPERM':
    case 'EACCES':
      return openFirewall(chatPort);
    case 'EHOSTUNREACH':
      return platform === 'darwin'
        ? 'let this terminal use the local network: System Settings, Privacy & Security, Local Network'
        : 'check that this interface is connected and has an address';
    default:
      return 'check that this interface is connected and has an address';
  }
}

/** How to have another computer tell about the way between the two. */
export const runOnBoth =
  'run "backchannel doctor --seconds 30" on the other computer, and here at the same time: they measure the way between them';
