import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/request.ts';
import { useLanguage } from '../i18n/index.ts';

/** The sentence for a problem in the reader's language: the server's own where it gave one. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (problem) => {
    switch (problem.kind) {
      case 'network':
        return t('problem.networkNow');
      case 'unreadable':
        return t('problem.unreadable');
      case 'refused':
        return problem.problem[language];
    }
  };
}
