import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { RouterProvider } from 'react-router/dom';
import { useLanguage } from './i18n/index.ts';
import { router } from './router.tsx';
import { themeFor } from './theme.ts';

const theme = themeFor({ still: window.matchMedia('(prefers-reduced-motion: reduce)').matches });

const LOCALES = { zh: zhCN, en: enUS } as const;

export function App() {
  const language = useLanguage();
  return (
    <StrictMode>
      <ConfigProvider theme={theme} locale={LOCALES[language]} button={{ autoInsertSpace: false }}>
        <RouterProvider router={router} />
      </ConfigProvider>
    </StrictMode>
  );
}
