// A token bucket: so much a second on the average, and so much at once. Pure: it is a value, and time comes in.

/** How full a bucket is, and when that was so. */
export interface TokenBucket {
  readonly tokens: number;
  /** In milliseconds, on whatever clock its owner goes by. */
  readonly at: number;
}

export interface TokenRate {
  /** Tokens that come in a second. Higher: more on the average. */
  readonly rate: number;
  /** The most that the bucket holds, and so the most that can be taken at once. Higher: longer bursts. */
  readonly burst: number;
}

/** What became of an attempt to take tokens. */
export interface Taken {
  readonly bucket: TokenBucket;
  /** Whether they were there; if not, none was taken. */
  readonly ok: boolean;
}

/** A full bucket: nothing was taken for a long time. */
export function fullBucket(at: number, { burst }: TokenRate): TokenBucket {
  return { tokens: burst, at };
}

/**
 * Takes tokens from a bucket, all or none, after adding those that have come meanwhile.
 *
 * @param amount how many, not negative; more than `burst` are never there
 * @param at the time now, in milliseconds; a clock that was put back brings no tokens, and goes on from there
 */
export function take(bucket: TokenBucket, amount: number, at: number, { rate, burst }: TokenRate): Taken {
  const elapsedMs = Math.max(0, at - bucket.at);
  const tokens = Math.min(burst, bucket.tokens + (elapsedMs / 1000) * rate);
  const ok = tokens >= amount;
  return { bucket: { tokens: ok ? tokens - amount : tokens, at }, ok };
}
