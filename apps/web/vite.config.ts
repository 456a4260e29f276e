import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['apps/web/index.html', 'apps/web/developers.html'].map((page) => fileURLToPath(new URL(page.replace('apps/web/', ''), import.meta.url))),
    },
  },
  server: { proxy: { '/api': 'http://localhost:4173' } },
});
