// Filled in by the build from package.json.
declare const BACKCHANNEL_VERSION: string;
