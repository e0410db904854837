import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLanguage } from './i18n/index.ts';
import './styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
await startLanguage();
createRoot(root).render(<App />);
