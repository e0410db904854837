import type { EvidenceResponse, Programme } from '@tizhi/contracts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useApi } from '../session/session-context.ts';
import { effectOption } from './bar-options.ts';
import { ROW_HEIGHT, signed } from './chart-parts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import styles from './evidence-page.module.css';
import { LazyChart } from './lazy-chart.tsx';
import { ProgrammeForm } from './programme-form.tsx';
import type { EvidenceWords } from './use-evidence-words.ts';

interface EffectsProps {
  readonly evidence: EvidenceResponse;
  readonly words: EvidenceWords;
  readonly onChanged: () => void;
}

/** Programmes of this school and what they did, each with its interval and what it cannot say. */
export function EffectsCard({ evidence, words, onChanged }: EffectsProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { programmes, classes } = evidence;
  return (
    <EvidenceCard
      title={t('evidence.effects.title')}
      note={t('evidence.effects.note')}
      action={
        adding ? null : (
          <Button onClick={() => setAdding(true)} data-testid="programme-add">
            {t('evidence.effects.add')}
          </Button>
        )
      }
    >
      {adding ? (
        <ProgrammeForm
          classes={classes}
          onClose={(saved) => {
            setAdding(false);
            if (saved === 'saved') onChanged();
          }}
        />
      ) : null}
      {programmes.length === 0 && !adding ? (
        <p className={styles.none}>{t('evidence.effects.none')}</p>
      ) : null}
      {programmes.map((programme) => (
        <OneProgramme
          key={programme.id}
          programme={programme}
          evidence={evidence}
          words={words}
          onChanged={onChanged}
        />
      ))}
    </EvidenceCard>
  );
}

function OneProgramme({
  programme,
  evidence,
  words,
  onChanged,
}: EffectsProps & { readonly programme: Programme }) {
  const { t } = useTranslation();
  const { ask } = useApi();
  const effects = evidence.report.effects.filter((each) => each.programme === programme.id);
  const total = effects.find(({ item }) => item === 'total');
  const told = effects.filter(({ effect }) => effect !== null);
  const names = programme.classes.map((id) => evidence.classes.find((own) => own.class === id)?.name ?? id);
  const remove = async (): Promise<void> => {
    const answer = await ask({ path: ROUTES.programme(programme.id), method: 'DELETE', schema: ANYTHING });
    if (answer.ok) onChanged();
  };
  return (
    <article className={styles.programme} data-testid="programme">
      <header>
        <h3>{programme.name}</h3>
        <span>
          {programme.from} - {programme.to} · {names.join(' ')}
        </span>
        <Popconfirm
          title={t('evidence.effects.removeSure')}
          okText={t('evidence.effects.remove')}
          cancelText={t('evidence.effects.cancel')}
          onConfirm={() => void remove()}
        >
          <Button type="text">{t('evidence.effects.remove')}</Button>
        </Popconfirm>
      </header>
      {total?.effect == null ? null : (
        <p className={styles.effect}>
          <b>
            {t('evidence.effects.value', {
              value: signed(total.effect.value),
              low: signed(total.effect.low),
              high: signed(total.effect.high),
            })}
          </b>
          <span>
            {t('evidence.effects.sides', {
              treated: total.treated ?? '<10',
              treatedClasses: total.treatedClasses,
              compared: total.compared ?? '<10',
              comparedClasses: total.comparedClasses,
            })}
          </span>
        </p>
      )}
      <p className={styles.caveat}>{total?.caveat[words.language] ?? t('evidence.effects.noResult')}</p>
      {told.length === 0 ? null : (
        <LazyChart name="effects" option={effectOption(told, words)} height={told.length * ROW_HEIGHT + 44} />
      )}
    </article>
  );
}
