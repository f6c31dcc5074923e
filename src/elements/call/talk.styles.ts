import type { CSSResultGroup } from 'lit';

import { controlStyles } from './controls.styles.js';
import { mediaExtraStyles } from '../camera/media-extras.styles.js';
import { otherCallStyles } from './other-calls.styles.js';
import { stageStyles } from './stage.styles.js';

/** All that stands on the stage of one call as on that of several. */
export const talkStyles: CSSResultGroup = [stageStyles, controlStyles, otherCallStyles, mediaExtraStyles];
