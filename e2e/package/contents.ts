/** Everything that may be in the folder of the app, and has to be; whatever else is there is too much. */
export const APP_FILES: readonly RegExp[] = [
  /^mini-livechat$/,
  /^livechat$/,
  /^LICENSE\.electron\.txt$/,
  /^LICENSE\.node\.txt$/,
  /^LICENSES\.chromium\.html$/,
  /^THIRD-PARTY-NOTICES\.txt$/,
  /^version$/,
  // Chromium
  /^chrome-sandbox$/,
  /^chrome_crashpad_handler$/,
  /^(chrome_(100|200)_percent|resources)\.pak$/,
  /^icudtl\.dat$/,
  /^lib(EGL|GLESv2|ffmpeg|vk_swiftshader)\.so$/,
  /^libvulkan\.so\.1$/,
  /^vk_swiftshader_icd\.json$/,
  /^(snapshot_blob|v8_context_snapshot)\.bin$/,
  /^locales\/(en-US|ko)\.pak$/,
  // the app
  /^resources\/app\.asar$/,
  /^resources\/app\.asar\.unpacked\/node_modules\/@koromix\/koffi-linux-\w+\/linux_\w+\/koffi\.node$/,
  /^resources\/app\.asar\.unpacked\/node_modules\/@photostructure\/sqlite\/prebuilds\/linux-\w+\/[^/]+\.glibc\.node$/,
  // the command line
  /^resources\/command\/(node|package\.json)$/,
  /^resources\/command\/out\/main\/(cli|relay-worker|journal-worker)\.js$/,
  /^resources\/command\/out\/main\/chunks\/[\w-]+\.js$/,
  /^resources\/command\/node_modules\/koffi\/(package\.json|LICENSE\.txt|index\.js|src\/koffi\/(index|src\/static)\.js)$/,
  /^resources\/command\/node_modules\/@koromix\/koffi-linux-\w+\/(package\.json|index\.js|linux_\w+\/koffi\.node)$/,
  /^resources\/command\/node_modules\/node-gyp-build\/(package\.json|LICENSE|(index|node-gyp-build)\.js)$/,
  /^resources\/command\/node_modules\/@photostructure\/sqlite\/(package\.json|LICENSE|dist\/(index|chunk-\w+)\.mjs)$/,
  /^resources\/command\/node_modules\/@photostructure\/sqlite\/prebuilds\/linux-\w+\/[^/]+\.glibc\.node$/,
];

/** The same of the archive inside. */
export const ASAR_FILES: readonly RegExp[] = [
  /^package\.json$/,
  /^resources\/icon\.png$/,
  /^out\/main\/(index|relay-worker|journal-worker)\.js$/,
  /^out\/main\/chunks\/[\w-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(js|css)$/,
  /^node_modules\/koffi\/(package\.json|LICENSE\.txt|index\.js|src\/koffi\/(index|src\/static)\.js)$/,
  /^node_modules\/@koromix\/koffi-linux-\w+\/(package\.json|index\.js|linux_\w+\/koffi\.node)$/,
  /^node_modules\/node-gyp-build\/(package\.json|LICENSE|(index|node-gyp-build)\.js)$/,
  /^node_modules\/@photostructure\/sqlite\/(package\.json|LICENSE|dist\/(index|chunk-\w+)\.mjs)$/,
  /^node_modules\/@photostructure\/sqlite\/prebuilds\/linux-\w+\/[^/]+\.glibc\.node$/,
];

/** What a package installs outside of the folder of the app. */
export const SYSTEM_FILES: readonly RegExp[] = [
  /^\/usr\/bin\/(mini-)?livechat$/,
  /^\/usr\/lib\/systemd\/system\/livechat\.service$/,
  /^\/usr\/share\/applications\/mini-livechat\.desktop$/,
  /^\/usr\/share\/metainfo\/app\.mini-livechat\.metainfo\.xml$/,
  /^\/usr\/share\/doc\/mini-livechat\/(copyright|packaging\.md)$/,
  /^\/usr\/share\/icons\/hicolor\/(\d+)x\1\/apps\/mini-livechat\.png$/,
  /^\/usr\/share\/icons\/hicolor\/scalable\/apps\/mini-livechat\.svg$/,
];

/** What is there and should not be, and what should be there and is not. */
export function differences(files: readonly string[], expected: readonly RegExp[]) {
  return {
    tooMuch: files.filter((file) => !expected.some((pattern) => pattern.test(file))),
    missing: expected.filter((pattern) => !files.some((file) => pattern.test(file))).map(String),
  };
}
