export type { Archive } from './archive/archive.js';
export type { CallHistory, CallRecord } from './archive/call-history.js';
export type { HistoryState } from './archive/keeper.js';
export type { MessageHistory, MessagePage, MessageRecord, MessageStatus } from './archive/message-history.js';
export type { PhotoHistory, PhotoRecord } from './archive/photo-history.js';
export { PhoneError, type PhoneErrorCode } from './base/errors.js';
export type { LogEntry, Logger, LogLevel } from './base/log.js';
export type { CallEvents } from './call/call-events.js';
export { Call } from './call/call.js';
export type { CallPurpose } from './call/call-purpose.js';
export type { PhotoOptions } from './call/photo-options.js';
export type { CallState, EndReason } from './call/call-state.js';
export type { Speaking } from './call/speaking.js';
export { mixCall } from './media/call-mix.js';
export type { DeviceState, ScreenState } from './media/device-state.js';
export { canChooseSpeaker, playThrough } from './media/speaker.js';
export type { ScreenWish } from './media/screen-share.js';
export type { VideoQuality } from './media/video-quality.js';
export { Trace, type TraceEntry } from './base/trace.js';
export { LocalMedia, type LocalMediaEvents } from './media/local-media.js';
export type { MediaChoice, MediaKind } from './media/media-choice.js';
export type { Quality } from './peer/quality.js';
export type { IceGrant, IceServers } from './peer/ice-source.js';
export type { Broadcast, BroadcastEvents } from './phone/places/broadcast.js';
export type { ChatLine, Chats, ChatsEvents } from './phone/post/chats.js';
export type { Availability, Contacts, ContactsEvents } from './phone/contacts.js';
export type { Lobby, LobbyEvents } from './phone/places/lobby.js';
export type { OfferedPhoto } from './phone/post/photo-post.js';
export type { BroadcastOptions, Places } from './phone/places/places.js';
export type { Delivery } from './phone/post/post-office.js';
export type { Presence, PresenceEvents } from './phone/presence.js';
export type { Room, RoomEvents, RoomMember } from './phone/places/room.js';
export type { Viewing, ViewingEvents, ViewingState } from './phone/places/viewing.js';
export {
  Phone,
  type PhoneEvents,
  type PhoneMessage,
  type PhoneState,
  type Refusal,
  type Screening,
} from './phone/phone.js';
export type { PhoneOptions, SignalingKind, TrustedNumbers } from './phone/phone-options.js';
export { LocalSignaling } from './signaling/local/local-signaling.js';
export type { PubNubClient } from './signaling/pubnub/pubnub-sdk.js';
export { PubNubSignaling, type PubNubOptions } from './signaling/pubnub/pubnub-signaling.js';
export { plainProtocol, type RelayNews, type RelayProtocol } from './signaling/websocket/relay-protocol.js';
export type {
  About,
  Arrival,
  FileRef,
  FileStore,
  Group,
  GroupEvents,
  Member,
  Signaling,
  SignalingEvents,
  SignalingState,
  TokenExpiry,
} from './signaling/signaling.js';
export { WebSocketSignaling, type WebSocketOptions } from './signaling/websocket/websocket-signaling.js';
