export { PhoneError, type PhoneErrorCode } from './base/errors.js';
export type { LogEntry, Logger, LogLevel } from './base/log.js';
export { Call, type CallEvents } from './call/call.js';
export type { CallState, EndReason } from './call/call-state.js';
export type { DeviceState } from './media/device-state.js';
export { LocalMedia, type LocalMediaEvents } from './media/local-media.js';
export type { MediaChoice, MediaKind } from './media/media-choice.js';
export type { IceGrant, IceServers } from './peer/ice-source.js';
export { Phone, type PhoneEvents, type PhoneState, type Refusal } from './phone/phone.js';
export type { AutoAnswer, PhoneOptions, SignalingKind } from './phone/phone-options.js';
export { LocalSignaling } from './signaling/local-signaling.js';
export type { PubNubClient } from './signaling/pubnub-sdk.js';
export { PubNubSignaling, type PubNubOptions } from './signaling/pubnub-signaling.js';
export { plainProtocol, type RelayNews, type RelayProtocol } from './signaling/relay-protocol.js';
export type {
  Arrival,
  Signaling,
  SignalingEvents,
  SignalingState,
  TokenExpiry,
} from './signaling/signaling.js';
export { WebSocketSignaling, type WebSocketOptions } from './signaling/websocket-signaling.js';
