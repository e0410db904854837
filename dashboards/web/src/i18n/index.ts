import type { Language } from '@tizhi/contracts';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.ts';
import { zh } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh };
  }
}

const STORED_AS = 'tizhi.language';
const HTML_LANG = { zh: 'zh-CN', en: 'en' } as const satisfies Record<Language, string>;

const isLanguage = (text: unknown): text is Language => text === 'zh' || text === 'en';

/** Storage may be forbidden (private windows): then the choice lasts as long as the page. */
function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return isLanguage(stored) ? stored : 'zh';
  } catch {
    return 'zh';
  }
}

/** Prepares the texts. Chinese is the first language; a choice made earlier on this device wins. */
export async function startLanguage(): Promise<void> {
  const lng = storedLanguage();
  document.documentElement.lang = HTML_LANG[lng];
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}

/** The language shown now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'zh';
}

/** Shows the pages in another language and remembers it on this device. */
export function chooseLanguage(language: Language): void {
  document.documentElement.lang = HTML_LANG[language];
  void i18next.changeLanguage(language);
  try {
    localStorage.setItem(STORED_AS, language);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}
