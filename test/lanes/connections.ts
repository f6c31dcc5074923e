/** Counts the connections the browser makes for this page, and tells of each: `made`, and whenever it `changed` its state. */
class Connections extends EventTarget {
  count = 0;

  constructor() {
    super();
    const made = (connection: RTCPeerConnection) => {
      this.count += 1;
      this.dispatchEvent(new Event('made'));
      connection.addEventListener('connectionstatechange', () => this.dispatchEvent(new Event('changed')));
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made(this);
      }
    };
  }
}

export const connections = new Connections();
