/** Counts what a page must not do before a person has agreed. */
export function watchBrowser() {
  const { RTCPeerConnection: Original } = globalThis;
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const count = { connections: 0, captures: 0 };
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      count.connections += 1;
    }
  };
  navigator.mediaDevices.getUserMedia = (constraints) => {
    count.captures += 1;
    return original(constraints);
  };
  const restore = () => {
    globalThis.RTCPeerConnection = Original;
    navigator.mediaDevices.getUserMedia = original;
  };
  return { count, restore };
}
