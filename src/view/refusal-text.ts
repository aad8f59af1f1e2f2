// The system's codes for refusing to join or to send, in plain words (errno(3); ip(7) for the group limit). A table.

const meanings: Readonly<Record<string, string>> = {
  EACCES: 'a firewall or a rule of this computer forbids it',
  EPERM: 'a firewall of this computer forbids it',
  EADDRINUSE: 'it is a member already, or another program has the port to itself',
  EADDRNOTAVAIL: 'its address is gone',
  EHOSTUNREACH: 'nothing can be reached through it just now',
  EINVAL: 'it cannot do what is asked of it',
  ENETDOWN: 'it is switched off',
  ENETUNREACH: 'no network can be reached through it',
  ENOBUFS: 'the system has no room for more just now',
  ENODEV: 'it is gone',
  ENXIO: 'it is gone',
  EMSGSIZE: 'the datagram is too long for it',
};

/** What the code means for the interface that it is about. */
export function refusalText(code: string): string {
  return meanings[code] ?? 'the system gives no more reason';
}
