import { html, nothing, type TemplateResult } from 'lit';

import type { PhoneView } from '../phone/complete-phone.js';
import { needsGrid, talkOf } from '../phone/phone-calls.js';
import '../rtc-broadcast.js';
import '../rtc-grid.js';
import '../rtc-room.js';
import '../rtc-viewing.js';

/** Parts of the elements inside, under names that are theirs alone in the whole phone. */
const GRID_PARTS =
  'stage:grid, tile, seen, screen, held, on-hold, muted, speaking, tile-video, tile-label, own, controls:call-controls, microphone, camera, speaker, add, hang-up, waiting';
const VIEWING_PARTS = 'stage:viewing, video:remote-video, avatar, hear';

/** What a complete phone shows in place of its preview, and in place of its keypad. */
export interface PlaceScene {
  /** How the phone is laid out. Undefined where that depends on the call of two people. */
  readonly look: string | undefined;
  /** Undefined where preview and call stay. */
  readonly stage: TemplateResult | undefined;
  /** `nothing` where there is no side. */
  readonly side: TemplateResult | typeof nothing;
}

/** A room, a broadcast, its viewer, or several calls at once, as a complete phone shows them. */
export function placeScene(view: PhoneView, sideOfCalls: TemplateResult): PlaceScene {
  const { phone, room, broadcast, watch } = view;
  const hasPlace = Boolean(room || broadcast || watch);
  const isShared = needsGrid(phone);
  const side = hasPlace ? renderSide(view, isShared) : sideOfCalls;
  if (isShared) return { look: 'shared', stage: renderGrid(!hasPlace), side };
  const isTalking = (talkOf(phone)?.state.phase ?? 'ended') !== 'ended';
  if (watch && !isTalking) return { look: 'watching', stage: renderViewing(watch), side };
  return { look: undefined, stage: undefined, side };
}

const renderGrid = (extendable: boolean) =>
  html`<rtc-grid exportparts=${GRID_PARTS} ?extendable=${extendable}></rtc-grid>`;

/** With the card of a call that has ended above it, until the person puts that away. */
const renderViewing = (watch: string) => html`
  <rtc-viewing exportparts=${VIEWING_PARTS} number=${watch}></rtc-viewing>
  <rtc-call></rtc-call>
`;

/** The door of the room, for whoever is outside, and the broadcast. */
function renderSide({ room, broadcast, maxViewers }: PhoneView, isInside: boolean) {
  const isOutside = room && !isInside;
  if (!isOutside && !broadcast) return nothing;
  return html`
    ${isOutside ? html`<rtc-room name=${room}></rtc-room>` : nothing}
    ${broadcast ? html`<rtc-broadcast .maxViewers=${maxViewers}></rtc-broadcast>` : nothing}
  `;
}
