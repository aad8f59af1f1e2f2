// What the status line says, as tests wait for it.

/** Connected through exactly these interfaces, each spelled as the status does (`eth0 10.77.0.1`), whoever is here. */
export function connectedOn(...interfaces: readonly string[]): RegExp {
  const place = interfaces.map((one) => one.replaceAll('.', String.raw`\.`)).join(', ');
  return new RegExp(`^connected · .* on ${place}(?: · |$)`);
}

/** No interface that could be used. */
export const noNetwork = /^error: there is no network: connect this computer to one/;
