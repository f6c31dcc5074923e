/** What a test sees of the screens a page asks for. */
export interface DisplayWatch {
  readonly asked: readonly DisplayMediaStreamOptions[];
  /** Every track that was lent and has not ended. */
  readonly live: readonly MediaStreamTrack[];
  /** What becomes of the next question. By default a screen of one colour, with a tone if sound was asked for. */
  answer: (wish: DisplayMediaStreamOptions) => Promise<MediaStream>;
  /** The person looks at the question until the returned function is called. */
  delay(): () => void;
  /** What a browser does when its own button is pressed, or the shared window closed. */
  pressStop(): void;
  restore(): void;
}

/** Stands in for the browser's choice of a screen, which in a headless browser shows the same picture as its camera. */
export function watchDisplay(colour = 'rgb(220, 20, 20)'): DisplayWatch {
  const { mediaDevices } = navigator;
  const asked: DisplayMediaStreamOptions[] = [];
  const lent: MediaStreamTrack[] = [];
  const life = new AbortController();
  const screen = async ({ audio }: DisplayMediaStreamOptions) =>
    new MediaStream([paint(colour, life.signal), ...(audio ? [hum(880, life.signal)] : [])]);

  const watch: DisplayWatch = {
    asked,
    get live() {
      return lent.filter(({ readyState }) => readyState === 'live');
    },
    answer: screen,
    delay: () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      watch.answer = (wish) => gate.then(() => screen(wish));
      return release;
    },
    pressStop: () => {
      for (const track of watch.live) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    },
    restore: () => {
      life.abort();
      Reflect.deleteProperty(mediaDevices, 'getDisplayMedia');
    },
  };
  mediaDevices.getDisplayMedia = async (wish = {}) => {
    asked.push(wish);
    const stream = await watch.answer(wish);
    lent.push(...stream.getTracks());
    return stream;
  };
  return watch;
}

/** A picture of one colour on which something moves. */
export function paint(colour: string, signal: AbortSignal): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
  const context = canvas.getContext('2d');
  let frame = 0;
  const draw = () => {
    if (!context || signal.aborted) return;
    context.fillStyle = colour;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = 'white';
    context.fillRect((frame += 1) % 640, 350, 10, 10);
    requestAnimationFrame(draw);
  };
  draw();
  const [track] = canvas.captureStream(30).getVideoTracks();
  if (!track) throw new Error('The canvas gives no picture.');
  return track;
}

/** A tone of so many hertz that does not end. */
export function hum(frequency: number, signal: AbortSignal, gain = 0.3): MediaStreamTrack {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const tone = new OscillatorNode(context, { frequency });
  tone.connect(new GainNode(context, { gain })).connect(output);
  tone.start();
  signal.addEventListener('abort', () => context.close());
  const [track] = output.stream.getAudioTracks();
  if (!track) throw new Error('The oscillator gives no sound.');
  return track;
}

/** How loud a tone of so many hertz is in a track, 0 to 255. */
export function listenFor(track: MediaStreamTrack, signal: AbortSignal): (frequency: number) => number {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  signal.addEventListener('abort', () => context.close());
  const bins = new Uint8Array(analyser.frequencyBinCount);
  return (frequency) => {
    analyser.getByteFrequencyData(bins);
    return bins[Math.round((frequency * analyser.fftSize) / context.sampleRate)] ?? 0;
  };
}

/** The colour in the middle of what a video shows. */
function colourOf(video: HTMLVideoElement): readonly [red: number, green: number, blue: number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const { videoWidth, videoHeight } = video;
  if (!context || videoWidth === 0) return [0, 0, 0];
  context.drawImage(video, videoWidth / 2 - 4, videoHeight / 4, 8, 8, 0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** Whether a video shows the screen of {@link watchDisplay}, and not the green of the browser's own devices. */
export function showsScreen(video: HTMLVideoElement): boolean {
  const [red, green, blue] = colourOf(video);
  return red > 150 && green < 90 && blue < 90;
}

/** Whether a video shows the browser's fake camera. */
export function showsCamera(video: HTMLVideoElement): boolean {
  const [red, green] = colourOf(video);
  return green > 80 && red < 80;
}
