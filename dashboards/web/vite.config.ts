import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds a running Tizhi. */
const API = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': { target: API, changeOrigin: false } } },
  build: {
    target: 'es2022',
    // The oldest phones in a school decide: no source maps on the wire, no inlined fonts or images.
    sourcemap: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      treeshake: {
        // Schemas register their data class when they are made, which looks like a side effect. The pages
        // use only the HTTP messages: files of the contracts that nothing imports may be left out.
        moduleSideEffects: (id) => !id.includes('/contracts/src/'),
      },
    },
  },
});
