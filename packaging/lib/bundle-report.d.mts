import type { Plugin } from 'vite';

export function tellModules(): Plugin;
