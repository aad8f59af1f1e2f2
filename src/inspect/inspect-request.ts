// How somebody asks to look into the program.

/** Only serve our page, open it in the browser too, or serve one that embeds Stately's inspector. */
export const inspectWays = ['page', 'open', 'stately'] as const;

export interface InspectRequest {
  readonly how: (typeof inspectWays)[number];
  /** Whether what people say is shown. */
  readonly content: boolean;
  /** The address of the inspector that is embedded, in the place of Stately's. */
  readonly embed?: string;
}
