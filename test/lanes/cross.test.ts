import { playScenes } from './matrix.js';

playScenes(['Firefox', 'Chromium'], ['Chromium', 'Firefox']);
