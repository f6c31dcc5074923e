export type { RtcDetail, RtcEventMap, RtcRequest } from './elements/events.js';
export { RtcCallElement } from './elements/rtc-call.js';
export { RtcDialpadElement } from './elements/rtc-dialpad.js';
export { RtcLocalCameraElement } from './elements/rtc-local-camera.js';
export { RtcPhoneElement } from './elements/rtc-phone.js';
export { RtcSnapshotElement } from './elements/rtc-snapshot.js';
export { setTexts, type SomeTexts, type Texts } from './elements/texts.js';
