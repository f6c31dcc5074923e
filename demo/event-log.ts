import type { RtcEventMap } from '../src/index.js';

/** What a line says of an event, besides its name. */
type Describers = { readonly [Type in keyof RtcEventMap]: (detail: RtcEventMap[Type]['detail']) => string };

const describers: Describers = {
  'rtc-phone-changed': ({ state }) => state.phase,
  'rtc-ready': ({ number }) => number,
  'rtc-dial-request': ({ number, video }) => `${number}, ${video === false ? 'voice' : 'video'}`,
  'rtc-incoming': ({ call }) => `from ${call.number}`,
  'rtc-accept-request': ({ video }) => (video ? 'video' : 'voice'),
  'rtc-reject-request': ({ call }) => call.number,
  'rtc-hang-up-request': ({ call }) => call?.number ?? '',
  'rtc-call-changed': ({ state }) => state.phase,
  'rtc-call-started': ({ call }) => `with ${call.number}`,
  'rtc-call-ended': ({ reason, by }) => `${reason}, ${by}`,
  'rtc-hold-request': ({ call, held }) => `${call.number}, ${onOrOff(held)}`,
  'rtc-switch-request': ({ call }) => call.number,
  'rtc-add-request': () => '',
  'rtc-join-request': ({ room, video }) => `${room}, ${video ? 'video' : 'voice'}`,
  'rtc-leave-request': () => '',
  'rtc-room-changed': ({ room }) => `${room.name}, ${room.isOpen ? room.members.length + 1 : 'left'}`,
  'rtc-live-request': ({ live }) => onOrOff(live),
  'rtc-remove-request': ({ call }) => call.number,
  'rtc-broadcast-changed': ({ broadcast }) =>
    broadcast.isLive ? `${broadcast.viewers.length} viewers` : 'over',
  'rtc-watch-request': ({ number }) => number ?? '',
  'rtc-viewing-changed': ({ viewing }) => `${viewing.number}, ${viewing.state}`,
  'rtc-screen': ({ number }) => number,
  'rtc-microphone-request': ({ enabled }) => onOrOff(enabled),
  'rtc-camera-request': ({ enabled }) => onOrOff(enabled),
  'rtc-video-request': ({ on }) => onOrOff(on),
  'rtc-device-request': ({ kind }) => kind,
  'rtc-flip-request': () => '',
  'rtc-screen-share-request': ({ sharing }) => onOrOff(sharing),
  'rtc-media-changed': ({ microphone, camera, screen }) =>
    `microphone ${microphone.status}, camera ${camera.status}, screen ${screen.status}`,
  'rtc-message-received': ({ data }) => JSON.stringify(data),
  'rtc-chat-request': ({ number, text }) => `${number ?? 'room'}: ${text}`,
  'rtc-chat-received': ({ number, text }) => `${number}: ${text}`,
  'rtc-contact-selected': ({ number }) => number,
  'rtc-photo-request': ({ photo }) => bytes(photo),
  'rtc-photo-taken': ({ photo }) => bytes(photo),
  'rtc-photo-received': ({ photo }) => bytes(photo),
  'rtc-photo-offered': ({ from, size }) => `${from}, ${Math.round(size / 1024)} KiB`,
  'rtc-token-expiring': ({ refused }) => (refused ? 'refused' : 'soon'),
  'rtc-log': ({ event }) => event,
  'rtc-error': ({ code }) => code,
};

const MAX_LINES = 100;
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Writes down every event that a page around the phones hears. */
export function startEventLog(log: HTMLElement, silence: HTMLElement): void {
  const listen = <Type extends keyof RtcEventMap>(type: Type, describe: Describers[Type]) => {
    document.addEventListener(type, (event: RtcEventMap[Type]) => {
      silence.hidden = true;
      add(log, [clock.format(), numberOf(event), type, describe(event.detail)]);
    });
  };
  for (const type of Object.keys(describers) as (keyof RtcEventMap)[]) listen(type, describers[type]);
}

function add(log: HTMLElement, words: readonly string[]): void {
  const wasAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  const line = document.createElement('p');
  for (const word of words) line.append(Object.assign(document.createElement('span'), { textContent: word }));
  log.append(line);
  if (log.childElementCount > MAX_LINES) log.firstElementChild?.remove();
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}

const numberOf = ({ target }: Event) => (target as Element).closest('rtc-phone')?.number ?? '';
const onOrOff = (on: boolean) => (on ? 'on' : 'off');
const bytes = ({ size }: Blob) => `${Math.round(size / 1024)} KiB`;
