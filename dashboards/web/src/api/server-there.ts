import { ANYTHING, request } from './request.ts';
import { ROUTES } from './routes.ts';

/** Whether the school's server answers now; a refusal is an answer too. */
export async function isServerThere(): Promise<boolean> {
  const answer = await request({ path: ROUTES.about, schema: ANYTHING });
  return answer.ok || answer.problem.kind !== 'network';
}
