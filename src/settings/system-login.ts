// By what name the system knows the person at the keyboard, where the environment does not say: in containers and services.
import { userInfo } from 'node:os';

/** The login name; `undefined` where the system has none for this user (Node.js docs: `os.userInfo` throws then). */
export function systemLogin(): string | undefined {
  try {
    return userInfo().username || undefined;
  } catch {
    return undefined;
  }
}
