import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';

/** Height, weight and BMI stay hidden until the teacher asks: pupils look over shoulders. */
export function BodyToggle({
  shown,
  onToggle,
}: {
  readonly shown: boolean;
  readonly onToggle: (shown: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Button
      type="text"
      icon={<Icon name={shown ? 'eye' : 'eyeShut'} />}
      aria-pressed={shown}
      data-testid="body-toggle"
      onClick={() => onToggle(!shown)}
    >
      {t(shown ? 'results.hideBody' : 'results.showBody')}
    </Button>
  );
}
