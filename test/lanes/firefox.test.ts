import { playScenes } from './matrix.js';

playScenes(['Firefox', 'Firefox']);
