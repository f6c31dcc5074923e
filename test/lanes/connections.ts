/** Counts the connections the browser makes for this page, and tells of each. */
class Connections extends EventTarget {
  count = 0;

  constructor() {
    super();
    const made = () => {
      this.count += 1;
      this.dispatchEvent(new Event('made'));
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made();
      }
    };
  }
}

export const connections = new Connections();
