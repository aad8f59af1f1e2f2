// When the page is drawn: once per frame at most, however much has come, and only if there is a reason.

export interface FrameLoop {
  /** Something has changed: draw with the next frame. */
  readonly request: () => void;
}

/** How often something is drawn that only time changes. */
const tickMs = 100;

/** @param draw draws everything; returns whether time alone will change it */
export function frameLoop(draw: () => boolean): FrameLoop {
  let isRequested = false;
  let ticking: number | undefined;
  const request = (): void => {
    if (isRequested) return;
    isRequested = true;
    requestAnimationFrame(() => {
      isRequested = false;
      clearTimeout(ticking);
      ticking = draw() ? setTimeout(request, tickMs) : undefined;
    });
  };
  return { request };
}
