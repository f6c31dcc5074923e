import { html, nothing, type TemplateResult } from 'lit';

import { avatar } from '../call/avatar.js';
import { texts } from '../base/texts.js';
import type { Talk } from '../../archive/talk.js';
import type { RoomMember } from '../../phone/places/room.js';

/** With whom a chat is: a number, or a room and who else is in it. `label`: what to call them instead. */
export function chatHead(
  talk: Talk,
  label: string | undefined,
  members: readonly RoomMember[],
): TemplateResult {
  const name = label || ('room' in talk ? talk.room : talk.number);
  return html`
    <div class="head" part="head">
      ${avatar(name)}
      <div class="who">
        <div class="title" part="title">
          <span class="hidden">${texts().chat.title}</span> <bdi class="one-line">${name}</bdi>
        </div>
        ${
          members.length > 0
            ? html`<div class="members hint" part="members">
                ${members.map(({ number }) => html`<bdi class="one-line">${number}</bdi> `)}
              </div>`
            : nothing
        }
      </div>
    </div>
  `;
}
