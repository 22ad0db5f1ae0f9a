/** What this project is called by systems that allow neither capitals nor spaces. */
export const NAME = 'mini-livechat';

/** Where the app is installed; the programs on the path are links into it. */
export const APP_DIR = `/usr/lib/${NAME}`;

/** The service. */
export const SERVICE = 'livechat';

/** What package managers call a processor, by what Node calls it. */
export const DEB_ARCH = { x64: 'amd64', arm64: 'arm64' };
export const RPM_ARCH = { x64: 'x86_64', arm64: 'aarch64' };
