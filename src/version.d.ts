// Filled in by the build: the version from package.json, and what tells this build from every other.
declare const BACKCHANNEL_VERSION: string;
declare const BACKCHANNEL_BUILD: string;
