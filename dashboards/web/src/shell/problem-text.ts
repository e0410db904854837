import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/request.ts';
import { useLanguage } from '../i18n/index.ts';

/**
 * The sentence for a problem in the reader's language: the server's own where it gave one. `byItself`: the page
 * asks again by itself; otherwise the reader does.
 */
export function useProblemText({
  byItself = true,
}: {
  readonly byItself?: boolean;
} = {}): (problem: Problem) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (problem) => {
    switch (problem.kind) {
      case 'network':
        return t(byItself ? 'problem.network' : 'problem.networkNow');
      case 'unreadable':
        return t('problem.unreadable');
      case 'refused':
        return problem.problem[language];
    }
  };
}
