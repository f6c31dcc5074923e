export * from './core.js';
export * from './elements.js';
