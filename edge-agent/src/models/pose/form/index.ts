export { type FormSequence, formSequencesOf } from '../eval/form-sequences.ts';
export { isJudged, JUDGED, type JudgedItem } from './faults.ts';
export { type Form, formOf, type Reason } from './form.ts';
export { type FormModels, loadFormModels } from './model.ts';
export { RepForms } from './rep-forms.ts';
export { type FormScore, type JudgedForm, judgeSequences, scoreOf } from './score.ts';
export { clipsOfSequences } from './train/clips.ts';
export { RECOGNIZED } from './train/people.ts';
export { intervalOf, leaveOnePersonOut } from './train/validate.ts';
